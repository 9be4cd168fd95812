#include "view/template_text.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/embedded.h"
#include "base/file.h"
#include "base/utf8.h"
#include "view/messages.h"
#include "view/template_mark.h"
#include "view/template_parts.h"

extern const struct embedded_file template_files[];

/* The autoescape mode decides how each value is escaped. Templates must begin with it,
 * so that a site's own template cannot turn escaping off by omission. */
static const char html_line[] = "{{%AUTOESCAPE context=\"HTML\"}}\n";
static const char xml_line[] = "{{%AUTOESCAPE context=\"XML\"}}\n";

/* Plain text has nothing to escape, and no such line. */
static const char *template_first_line(const char *name) {
  return template_text_is_plain(name)        ? ""
         : file_name_ends_with(name, ".xml") ? xml_line
                                             : html_line;
}

/* A megabyte is far above any real template. Includes nest two deep in ours; four keeps
 * a circle of includes from using up the stack. */
enum { MOST_BYTES = 1 << 20, MOST_DEPTH = 4 };

/* How far a page can be rendered in parts. */
struct template_division {
  bool possible;
  unsigned seen; /* bits: which parts are in the text */
  size_t rest;   /* where what follows the last of them begins */
};

/* The parameters of an expansion. */
struct expansion {
  const struct overlay *own;
  const char *lang;
  struct buf *out;
  char *why;
  size_t why_size;
  struct template_division *division; /* NULL: not in parts */
};

/* The current file, and how many includes lead to it. */
struct source {
  const char *file, *text;
  int depth;
};

const char *template_text_name(size_t i) {
  return template_files[i].name;
}

bool template_text_is_plain(const char *name) {
  return file_name_ends_with(name, ".txt");
}

/* Only names of built-in templates exist: a theme replaces them and adds none. */
static const struct embedded_file *template_built_in(const char *name) {
  return overlay_embedded(template_files, name);
}

__attribute__((format(printf, 3, 4))) static enum err template_fault(
    struct expansion *x, const char *file, const char *format, ...) {
  va_list args;
  int n = snprintf(x->why, x->why_size, "template %s ", file);
  va_start(args, format);
  if (n > 0 && (size_t)n < x->why_size)
    vsnprintf(x->why + n, x->why_size - (size_t)n, format, args);
  va_end(args);
  return ERR_TEMPLATE;
}

/* The first line with a control character or invalid UTF-8; 0 if there is none.
 * ctemplate copies what it rejects to standard error, where it could control a
 * terminal. */
static int template_unprintable_line(const char *text) {
  int line = 1;
  for (const char *s = text; *s; line++) {
    size_t n = strcspn(s, "\n");
    if (utf8_check(s, n, UTF8_MULTI_LINE))
      return line;
    s += n + (s[n] == '\n');
  }
  return 0;
}

/* Reads what replaces a file, or else the built-in one. The caller frees *text. */
static enum err template_load_file(struct expansion *x, const char *name, char **text) {
  const struct embedded_file *f = template_built_in(name);
  char path[OVERLAY_PATH], why[FILE_WHY];
  const struct embedded_file *variant = NULL;
  struct buf own = {0};
  enum err e = ERR_NOT_FOUND;
  if (!f)
    return template_fault(x, name, "is not a known template");
  if (x->own)
    e = overlay_read(x->own, name, MOST_BYTES, &own, &variant, path, why);
  if (variant)
    f = variant;
  if (variant || e == ERR_NOT_FOUND) {
    *text = strdup((const char *)f->data);
    return *text ? OK : ERR_NOMEM;
  }
  if (e == ERR_TOO_LARGE)
    snprintf(why, sizeof why, "is larger than a megabyte");
  /* From here on the text is a C string, and everything after a NUL would be lost. */
  if (!e && strlen(buf_text(&own)) != own.len) {
    snprintf(why, sizeof why, "is not a text file: it contains a NUL");
    e = ERR_INVALID;
  }
  if (e) {
    buf_free(&own);
    return template_fault(x, path, "%s", why);
  }
  char *data = strdup(buf_text(&own));
  buf_free(&own);
  if (!data)
    return ERR_NOMEM;
  data[utf8_unify_newlines(data, strlen(data))] = '\0';
  int line = template_unprintable_line(data);
  if (line) {
    free(data);
    return template_fault(
        x, path, "has a control character or invalid UTF-8 in line %d", line);
  }
  *text = data;
  return OK;
}

/* Adds a message, escaped. {NAME} in it becomes the template variable {{NAME}}. */
static void template_add_message(struct buf *out, const char *file, const char *text) {
  struct buf escaped = {0};
  if (template_text_is_plain(file))
    buf_puts(&escaped, text);
  else
    buf_add_html(&escaped, text, strlen(text));
  for (const char *s = buf_text(&escaped); *s; s++)
    /* Not html_escape: "{" is no HTML character, but ctemplate would take it for a
     * mark. */
    if (*s == '{' || *s == '}')
      buf_printf(out, "%c%c", *s, *s);
    else
      buf_putc(out, *s);
  if (escaped.failed)
    out->failed = true;
  buf_free(&escaped);
}

static enum err template_expand(struct expansion *x, const char *name, int depth);

/* The ID in a mark "message:ID", or NULL. "word:" is the old spelling, which templates
 * of existing sites use. */
static const char *template_message_id(const char *mark) {
  if (strncmp(mark, "message:", 8) == 0)
    return mark + 8;
  return strncmp(mark, "word:", 5) == 0 ? mark + 5 : NULL;
}

/* Replaces {{message:ID}} or {{include:FILE}}; `mark` is the text between the braces.
 */
static enum err template_replace(
    struct expansion *x, const char *file, const char *mark, int depth) {
  const char *name = template_message_id(mark);
  if (name) {
    enum message id = message_find(name);
    if (id == MESSAGE_COUNT)
      return template_fault(x, file, "names an unknown message: %s", name);
    template_add_message(x->out, file, message_get(x->lang, id));
    return OK;
  }
  /* Our own includes nest two deep, so whatever gets here is most likely a circle. */
  if (depth == MOST_DEPTH)
    return template_fault(x, file, "includes itself: %s", mark + 8);
  if (!template_built_in(mark + 8))
    return template_fault(
        x, file, "includes %s, which is not a known template", mark + 8);
  return template_expand(x, mark + 8, depth + 1);
}

/* ---- Parts ---- */

static const struct {
  const char *include, *variable;
} template_parts_of_page[] = {
    {"include:comments.html", TEMPLATE_COMMENTS_PART},
    {"include:form.html", TEMPLATE_FORM_PART},
};
enum {
  FORM = 1,
  PARTS = sizeof template_parts_of_page / sizeof *template_parts_of_page
};

/* True if the mark, `n` bytes, is a line. */
static bool template_is_line(const struct source *from, const char *open, size_t n) {
  return (open == from->text || open[-1] == '\n') && open[n] == '\n';
}

/* Replaces the include of part number `i`, and puts it into a section. */
static enum err template_divide(struct expansion *x, const struct source *from,
    const struct template_sections *sections, const char *open, size_t n, size_t i) {
  struct template_division *d = x->division;
  struct buf *out = x->out;
  d->possible = d->possible && !sections->depth && !(d->seen & 1u << i) &&
                template_is_line(from, open, n) &&
                template_parts_is_apart(buf_text(out) + d->rest, out->len - d->rest) &&
                template_parts_is_between_tags(buf_text(out), out->len);
  d->seen |= 1u << i;
  /* Each of these is a line with nothing but a mark, which ctemplate removes; the
   * variable has the line that the include had. */
  buf_printf(out,
      "{{#" TEMPLATE_IN_PARTS "}}\n{{%s:none}}\n{{/" TEMPLATE_IN_PARTS "}}\n"
      "{{#" TEMPLATE_AS_A_WHOLE "}}\n",
      template_parts_of_page[i].variable);
  size_t before = out->len;
  enum err e =
      template_replace(x, from->file, template_parts_of_page[i].include, from->depth);
  if (e)
    return e;
  size_t added = out->len - before;
  /* Without a line end, the one after the include would belong to its last line. */
  d->possible = d->possible && added && out->data[out->len - 1] == '\n' &&
                template_parts_is_closed(out->data + before, added) &&
                (i != FORM || template_parts_is_form(out->data + before, added));
  buf_puts(out, "{{/" TEMPLATE_AS_A_WHOLE "}}");
  d->rest = out->len;
  return OK;
}

/* The number of the part that a mark includes; PARTS for none. */
static size_t template_part_of(const struct expansion *x, const char *mark, int depth) {
  size_t i = x->division && !depth ? 0 : PARTS;
  while (i < PARTS && strcmp(template_parts_of_page[i].include, mark) != 0)
    i++;
  return i;
}

static int template_line(const char *text, const char *at) {
  int line = 1;
  for (; text < at; text++)
    line += *text == '\n';
  return line;
}

/* Expands one mark, `n` bytes from its "{{" to its "}}". */
static enum err template_expand_mark(struct expansion *x, const struct source *from,
    struct template_sections *sections, const char *open, size_t n) {
  char mark[TEMPLATE_MARK] = "!";
  /* "{{" and "}}" are four bytes. A comment, {{! }}, may be of any length, because it
   * is not looked up. */
  if (n - 4 < sizeof mark) {
    memcpy(mark, open + 2, n - 4);
    mark[n - 4] = '\0';
  } else if (open[2] != '!') {
    return template_fault(x, from->file, "has a mark that is too long in line %d",
        template_line(from->text, open));
  }
  size_t part = template_part_of(x, mark, from->depth);
  if (part < PARTS)
    return template_divide(x, from, sections, open, n, part);
  if (template_message_id(mark) || strncmp(mark, "include:", 8) == 0)
    return template_replace(x, from->file, mark, from->depth);
  const char *wrong = template_mark_check(sections, mark);
  if (wrong)
    return template_fault(x, from->file, "has a fault in line %d: {{%s}} %s",
        template_line(from->text, open), mark, wrong);
  buf_add(x->out, open, n);
  return OK;
}

/* Each file must close the sections it opens, so that an error message names the right
 * file. */
static enum err template_expand_text(
    struct expansion *x, const struct source *from, const char *body) {
  struct template_sections sections = {.depth = 0};
  for (const char *s = body; *s;) {
    const char *open = strstr(s, "{{");
    buf_add(x->out, s, open ? (size_t)(open - s) : strlen(s));
    if (!open)
      break;
    const char *close = strstr(open + 2, "}}");
    if (!close)
      return template_fault(x, from->file, "has \"{{\" without \"}}\" in line %d",
          template_line(from->text, open));
    enum err e =
        template_expand_mark(x, from, &sections, open, (size_t)(close - open) + 2);
    if (e)
      return e;
    s = close + 2;
  }
  if (sections.depth)
    return template_fault(x, from->file, "does not close the section %s",
        sections.open[sections.depth - 1]);
  return buf_status(x->out);
}

static enum err template_expand(struct expansion *x, const char *name, int depth) {
  char *text = NULL;
  char file[128];
  snprintf(file, sizeof file, "%s", name);
  enum err e = template_load_file(x, file, &text);
  if (!text)
    return e;
  /* The mode follows from the name, because an included file is escaped as its includer
   * is: a mix of HTML and XML would be escaped wrongly. */
  const char *first_line = template_first_line(file);
  size_t head = strlen(first_line);
  if (strncmp(text, first_line, head) != 0)
    e = template_fault(x, file, "must have this as its first line: %.30s", first_line);
  /* ctemplate allows the line only once, at the beginning of the whole text. */
  if (!e && depth == 0)
    buf_puts(x->out, first_line);
  if (!e)
    e = template_expand_text(x, &(struct source){file, text, depth}, text + head);
  free(text);
  return e;
}

enum err template_text(const char *name, const struct overlay *own, const char *lang,
    struct buf *out, char *why, size_t why_size) {
  struct expansion x = {own, lang, out, why, why_size, NULL};
  return template_expand(&x, name, 0);
}

enum err template_text_parted(const char *name, const struct overlay *own,
    const char *lang, struct buf *out, bool *parted, char *why, size_t why_size) {
  struct template_division d = {.possible = true};
  struct expansion x = {own, lang, out, why, why_size, &d};
  enum err e = template_expand(&x, name, 0);
  *parted = !e && d.possible && d.seen == (1u << PARTS) - 1 &&
            template_parts_is_apart(buf_text(out) + d.rest, out->len - d.rest);
  if (e || *parted)
    return e;
  buf_clear(out);
  return template_text(name, own, lang, out, why, why_size);
}

enum err template_text_check_folder(const char *path, char *why, size_t why_size) {
  DIR *folder = path ? opendir(path) : NULL;
  enum err e = OK;
  if (path && !folder && errno != ENOENT) {
    snprintf(
        why, why_size, "templates in %s cannot be read: %s", path, strerror(errno));
    return ERR_TEMPLATE;
  }
  for (struct dirent *d; folder && !e && (d = readdir(folder)) != NULL;) {
    /* A typing error in the name of a template would otherwise have no effect and no
     * message. Files of editors and other kinds are ignored. */
    if ((file_name_ends_with(d->d_name, ".html") ||
            file_name_ends_with(d->d_name, ".xml") ||
            (template_text_is_plain(d->d_name) &&
                strncmp(d->d_name, "mail", 4) == 0)) &&
        !template_built_in(d->d_name)) {
      snprintf(why, why_size, "template %s/%s is not known: no page uses it", path,
          d->d_name);
      e = ERR_TEMPLATE;
    }
  }
  if (folder)
    closedir(folder);
  return e;
}
