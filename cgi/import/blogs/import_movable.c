/* The format is plain text: an entry is a list of sections, ended by a line of eight
 * dashes; a section ends with a line of five. The first section has a field a line, the
 * others begin with their name in a line. A line of five dashes in a text is told from
 * the end of a section by what follows it. */
#include "import/blogs/import_movable.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/date_text.h"
#include "base/utf8.h"
#include "import/blogs/import_blog.h"
#include "import/common/import_json.h"
#include "import/common/import_left.h"
#include "import/common/import_report.h"
#include "markup/frontmatter/parse_problem.h"
#include "markup/markdown/markdown.h"

enum { ENTRY_MEMORY = 128 << 20 };

/* No page ever shows it. */
static const char import_movable_origin[] = "https://movabletype.invalid";

static const char section_end[] = "-----", entry_end[] = "--------";

enum section {
  SECTION_FIELDS,
  SECTION_BODY,
  SECTION_MORE,
  SECTION_EXCERPT,
  SECTION_KEYWORDS,
  SECTION_COMMENT,
  SECTION_PING,
  SECTIONS
};

static const char *const import_movable_sections[SECTIONS] = {
    NULL, "BODY:", "EXTENDED BODY:", "EXCERPT:", "KEYWORDS:", "COMMENT:", "PING:"};

struct import_movable {
  struct import_run *run;
  struct import_file *file;
  struct arena *arena; /* of the current entry */
  struct import_blog blog;
  struct import_left *left;
  FILE *in;
  char *line; /* without its end */
  size_t size;
  int number;
  enum section section;
  bool is_pending; /* a line of five dashes, of which it is not known what it is */
  bool in_head;    /* of a comment: its fields */
  size_t entries;
  /* The current entry: */
  struct import_blog_post post;
  struct import_blog_comment comment;
  struct import_blog_comment **comment_end;
  struct import_blog_term **term_end;
  const char *breaks; /* how its texts were written: CONVERT BREAKS */
  bool is_begun;      /* has a field */
  struct buf texts[SECTIONS];
};

static void import_movable_begin(struct import_movable *x) {
  arena_reset(x->arena);
  x->post = (struct import_blog_post){.id = "",
      .title = "",
      .slug = "",
      .author = "",
      .excerpt = "",
      .html = "",
      .path = "",
      .status = "publish"};
  x->comment_end = &x->post.comments;
  x->term_end = &x->post.tags;
  x->breaks = "1";
  x->section = SECTION_FIELDS;
  x->is_begun = x->is_pending = false;
  for (int i = 0; i < SECTIONS; i++)
    buf_clear(&x->texts[i]);
}

/* "01/31/2002 03:31:05 PM", with the month first and with or without AM or PM: written
 * as ISO 8601, because others have the day first. */
static int64_t import_movable_date(const char *text) {
  enum { MONTH, DAY, YEAR, HOUR, MINUTE, SECOND, PARTS };
  long part[PARTS] = {0};
  char iso[200];
  int64_t date;
  int count = 0;
  const char *s = text;
  for (char *end; count < PARTS && isdigit((unsigned char)*s); count++) {
    part[count] = strtol(s, &end, 10);
    s = end + strspn(end, "/: ");
  }
  if (count <= MINUTE)
    return date_text_read(text, &date) == OK ? date : 0;
  if (*s == 'P' || *s == 'p')
    part[HOUR] = part[HOUR] % 12 + 12;
  else if (*s == 'A' || *s == 'a')
    part[HOUR] = part[HOUR] % 12;
  snprintf(iso, sizeof iso, "%04ld-%02ld-%02ld %02ld:%02ld:%02ld", part[YEAR],
      part[MONTH], part[DAY], part[HOUR], part[MINUTE], part[SECOND]);
  return date_text_read(iso, &date) == OK ? date : 0;
}

static enum err import_movable_add_term(
    struct import_movable *x, const char *name, bool is_category) {
  struct import_blog_term *one;
  for (const struct import_blog_term *t = x->post.tags; t; t = t->next)
    if (t->is_category == is_category && strcmp(t->name, name) == 0)
      return OK;
  if (!*name)
    return OK;
  one = arena_alloc(x->arena, sizeof *one);
  if (!one)
    return ERR_NOMEM;
  *one = (struct import_blog_term){
      .name = arena_strdup(x->arena, name), .slug = "", .is_category = is_category};
  if (!one->name)
    return ERR_NOMEM;
  *x->term_end = one;
  x->term_end = &one->next;
  return OK;
}

/* "quay,\"low tide\",mud": names with blanks or commas are in quotes. */
static enum err import_movable_add_tags(struct import_movable *x, const char *list) {
  enum err e = OK;
  while (!e && *list) {
    list += strspn(list, ", ");
    bool quoted = *list == '"';
    list += quoted;
    size_t n = strcspn(list, quoted ? "\"" : ",");
    const char *name = arena_strndup(x->arena, list, n);
    e = name ? import_movable_add_term(x, name, false) : ERR_NOMEM;
    list += n + (quoted && list[n]);
  }
  return e;
}

/* The value of the field `name` in the line, or NULL. */
static const char *import_movable_field(const char *line, const char *name) {
  size_t n = strlen(name);
  if (strncmp(line, name, n) != 0 || line[n] != ':')
    return NULL;
  line += n + 1;
  return line + strspn(line, " \t");
}

/* A field of the entry; one that is not known is no error. */
static enum err import_movable_take_field(struct import_movable *x) {
  const char *value;
  const struct {
    const char *name, **text;
  } texts[] = {{"TITLE", &x->post.title}, {"AUTHOR", &x->post.author},
      {"BASENAME", &x->post.slug}, {"CONVERT BREAKS", &x->breaks}};
  x->is_begun = x->is_begun || strchr(x->line, ':');
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    if ((value = import_movable_field(x->line, texts[i].name)) != NULL)
      return (*texts[i].text = arena_strdup(x->arena, value)) ? OK : ERR_NOMEM;
  if ((value = import_movable_field(x->line, "DATE")) != NULL)
    x->post.date = import_movable_date(value);
  else if ((value = import_movable_field(x->line, "STATUS")) != NULL)
    x->post.status = strcasecmp(value, "publish") == 0  ? "publish"
                     : strcasecmp(value, "future") == 0 ? "future"
                                                        : "draft";
  else if ((value = import_movable_field(x->line, "CATEGORY")) != NULL ||
           (value = import_movable_field(x->line, "PRIMARY CATEGORY")) != NULL)
    return import_movable_add_term(x, value, true);
  else if ((value = import_movable_field(x->line, "TAGS")) != NULL)
    return import_movable_add_tags(x, value);
  return OK;
}

/* Fields of a comment are at its beginning, the date is the last one. IP is left out.
 */
static enum err import_movable_take_comment_line(struct import_movable *x) {
  const char *value;
  const struct {
    const char *name, **text;
  } texts[] = {{"AUTHOR", &x->comment.author}, {"EMAIL", &x->comment.email},
      {"URL", &x->comment.url}};
  for (size_t i = 0; x->in_head && i < sizeof texts / sizeof texts[0]; i++)
    if ((value = import_movable_field(x->line, texts[i].name)) != NULL)
      return (*texts[i].text = arena_strdup(x->arena, value)) ? OK : ERR_NOMEM;
  if (x->in_head && import_movable_field(x->line, "IP"))
    return OK;
  if (x->in_head && (value = import_movable_field(x->line, "DATE")) != NULL) {
    x->comment.date = import_movable_date(value);
    x->in_head = false;
    return OK;
  }
  x->in_head = false;
  buf_puts(&x->texts[SECTION_COMMENT], x->line);
  buf_putc(&x->texts[SECTION_COMMENT], '\n');
  return buf_status(&x->texts[SECTION_COMMENT]);
}

/* Comments have no number. */
static int64_t import_movable_number(const struct import_blog_comment *c) {
  struct buf b = {0};
  buf_printf(&b, "%s\n%lld\n%s", c->author, (long long)c->date, c->html);
  int64_t number = import_blog_number(buf_text(&b), b.len);
  buf_free(&b);
  return number;
}

static enum err import_movable_end_comment(struct import_movable *x) {
  struct import_blog_comment *one = arena_alloc(x->arena, sizeof *one);
  struct buf *text = &x->texts[SECTION_COMMENT];
  if (!one)
    return ERR_NOMEM;
  *one = x->comment;
  one->html = arena_strdup(x->arena, buf_text(text));
  if (!one->html)
    return ERR_NOMEM;
  one->id = import_movable_number(one);
  *x->comment_end = one;
  x->comment_end = &one->next;
  buf_clear(text);
  return OK;
}

/* At the end of the section. */
static enum err import_movable_end_section(struct import_movable *x) {
  enum err e = OK;
  if (x->section == SECTION_COMMENT)
    e = import_movable_end_comment(x);
  else if (x->section == SECTION_PING)
    import_left_add(x->run, &x->left, 0, "trackbacks");
  x->section = SECTION_FIELDS;
  return e;
}

/* HTML, or Markdown if the entry says so. Line breaks in HTML are made paragraphs by
 * the import, as for WordPress. */
static enum err import_movable_body(struct import_movable *x) {
  struct buf *body = &x->texts[SECTION_BODY], html = {0};
  buf_puts(body, buf_text(&x->texts[SECTION_MORE]));
  enum err e = buf_status(body);
  bool markdown = strncmp(x->breaks, "markdown", 8) == 0;
  if (!e && markdown)
    e = markdown_to_html(buf_text(body), body->len, NULL, &html);
  if (!e)
    x->post.html = arena_strdup(x->arena, buf_text(markdown ? &html : body));
  buf_free(&html);
  return e ? e : x->post.html ? OK : ERR_NOMEM;
}

/* Movable Type's usual addresses are "/2005/03/low_tide.html". */
static enum err import_movable_address(struct import_movable *x) {
  struct import_blog_post *p = &x->post;
  struct civil c;
  p->id = arena_printf(x->arena, "movabletype:%lld:%s", (long long)p->date,
      *p->slug ? p->slug : p->title);
  if (*p->slug && p->date && clock_civil(p->date, &c) == OK)
    p->path = arena_printf(x->arena, "/%04d/%02d/%s.html", c.year, c.month, p->slug);
  return p->id && p->path ? OK : ERR_NOMEM;
}

static enum err import_movable_end_entry(struct import_movable *x) {
  if (!x->is_begun)
    return OK;
  x->post.excerpt = arena_strdup(x->arena, buf_text(&x->texts[SECTION_EXCERPT]));
  enum err e = x->post.excerpt ? import_movable_body(x) : ERR_NOMEM;
  if (!e)
    e = import_movable_address(x);
  if (!e)
    import_blog_add(&x->blog, import_movable_origin, &x->post);
  x->entries++;
  return e;
}

static enum section import_movable_section(const char *line) {
  for (int i = SECTION_BODY; i < SECTIONS; i++)
    if (strcmp(line, import_movable_sections[i]) == 0)
      return (enum section)i;
  return SECTION_FIELDS;
}

static enum err import_movable_add_line(struct import_movable *x, const char *line) {
  struct buf *text = &x->texts[x->section];
  buf_puts(text, line);
  buf_putc(text, '\n');
  return buf_status(text);
}

static void import_movable_begin_section(
    struct import_movable *x, enum section section) {
  x->section = section;
  x->in_head = true;
  x->comment = (struct import_blog_comment){
      .author = "", .email = "", .url = "", .html = "", .status = "1"};
}

static enum err import_movable_take_line(struct import_movable *x) {
  enum section next = import_movable_section(x->line);
  bool ends = strcmp(x->line, entry_end) == 0, pending = x->is_pending;
  enum err e = OK;
  x->is_pending = false;
  if (pending && (next || ends))
    e = import_movable_end_section(x);
  else if (pending && x->section)
    e = import_movable_add_line(x, section_end);
  if (e)
    return e;
  if (ends && (pending || !x->section)) {
    e = import_movable_end_entry(x);
    import_movable_begin(x);
    return e;
  }
  if (strcmp(x->line, section_end) == 0) {
    x->is_pending = true;
    return OK;
  }
  if (next && !x->section) {
    import_movable_begin_section(x, next);
    return OK;
  }
  return x->section == SECTION_FIELDS    ? import_movable_take_field(x)
         : x->section == SECTION_COMMENT ? import_movable_take_comment_line(x)
                                         : import_movable_add_line(x, x->line);
}

static enum err import_movable_read(
    struct import_movable *x, struct parse_problem *problem) {
  ssize_t n;
  enum err e = OK;
  import_movable_begin(x);
  while (!e && (n = getline(&x->line, &x->size, x->in)) >= 0) {
    x->number++;
    if (!utf8_is_valid(x->line, (size_t)n) || memchr(x->line, '\0', (size_t)n))
      return parse_problem_set(problem, x->number,
          "is not UTF-8: convert the file first, for example with \"iconv -f"
          " ISO-8859-1 -t UTF-8\"");
    while (n && strchr("\r\n", x->line[n - 1]))
      x->line[--n] = '\0';
    char *line = x->line;
    /* A mark of the byte order at the beginning. */
    if (x->number == 1 && strncmp(line, "\xef\xbb\xbf", 3) == 0)
      memmove(line, line + 3, strlen(line + 3) + 1);
    e = import_movable_take_line(x);
  }
  if (!e && ferror(x->in))
    e = ERR_IO;
  /* The last entry may lack its end. */
  if (!e && (x->section || x->is_pending))
    e = import_movable_end_section(x);
  if (!e)
    e = import_movable_end_entry(x);
  if (!e && !x->entries)
    e = parse_problem_set(
        problem, 0, "is not an export of Movable Type: it has no entry");
  return e;
}

enum err import_movable(struct import_run *run, struct import_file *f, int fd) {
  struct parse_problem problem = {0};
  struct import_movable x = {.run = run, .file = f, .arena = arena_new(ENTRY_MEMORY)};
  x.in = import_json_open(fd);
  enum err e = !x.arena ? ERR_NOMEM : !x.in ? ERR_IO : OK;
  if (!e)
    e = import_blog_begin(&x.blog, run, f, import_movable_origin);
  if (!e)
    e = import_movable_read(&x, &problem);
  enum err ended = import_blog_end(&x.blog, e);
  import_left_report(run, x.left, f);
  if (e && !import_report_is_fatal(e)) {
    import_report_file(run, f, e, &problem);
    ended = OK;
  }
  if (x.in)
    fclose(x.in);
  for (int i = 0; i < SECTIONS; i++)
    buf_free(&x.texts[i]);
  free(x.line);
  arena_free(x.arena);
  return ended;
}
