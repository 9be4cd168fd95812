/* The HTML is that of the sanitiser, and passes after it only add attributes and
 * elements in the same manner: names are in lower case, values in double quotes, and a
 * '>' ends a tag. */
#include "markup/rich/rich_part.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_FIRST = 99999 };

static bool rich_part_starts(const char *s, const char *with) {
  return strncmp(s, with, strlen(with)) == 0;
}

/* `n` bytes of HTML without tags as text, in the arena. */
static char *rich_part_plain(struct arena *a, const char *s, size_t n) {
  static const struct {
    const char *name;
    char c;
  } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
  char *out = arena_alloc(a, n + 1), *to = out;
  const char *end = s + n;
  while (out && s < end) {
    size_t i = 0, count = sizeof entities / sizeof *entities;
    while (i < count && !rich_part_starts(s, entities[i].name))
      i++;
    if (i < count)
      *to++ = entities[i].c;
    else
      *to++ = *s;
    s += i < count ? strlen(entities[i].name) : 1;
  }
  return out;
}

/* The value of an attribute of the tag from `s` to `end`, in the arena; "" if it has
 * none. NULL when out of memory. */
static const char *rich_part_value(
    struct arena *a, const char *s, const char *end, const char *name) {
  size_t n = strlen(name);
  for (; s + n + 3 < end; s++) {
    if (*s == '"') {
      /* Over the value of another one. */
      s = memchr(s + 1, '"', (size_t)(end - s) - 1);
      if (!s)
        break;
    } else if (*s == ' ' && strncmp(s + 1, name, n) == 0 &&
               strncmp(s + 1 + n, "=\"", 2) == 0) {
      const char *from = s + n + 3, *to = memchr(from, '"', (size_t)(end - from));
      return rich_part_plain(a, from, to ? (size_t)(to - from) : 0);
    }
  }
  return "";
}

/* The language among the classes, in lower case. */
static const char *rich_part_language(struct arena *a, const char *classes) {
  static const char prefix[] = "language-";
  const char *at = strstr(classes, prefix);
  if (!at || (at > classes && at[-1] != ' '))
    return "";
  at += sizeof prefix - 1;
  char *out = arena_strndup(a, at, strcspn(at, " "));
  for (char *c = out; c && *c; c++)
    if (*c >= 'A' && *c <= 'Z')
      *c = (char)(*c - 'A' + 'a');
  return out;
}

/* Reads the start tag of <code>, or of a <pre> without it, from `tag` to `end`. */
static enum err rich_part_read_code(
    struct arena *a, const char *tag, const char *end, struct rich_part *p) {
  const char *classes = rich_part_value(a, tag, end, "class");
  const char *first = rich_part_value(a, tag, end, "data-first");
  p->marked = rich_part_value(a, tag, end, "data-marked");
  p->alt = rich_part_value(a, tag, end, "data-alt");
  p->language = classes ? rich_part_language(a, classes) : NULL;
  if (!first || !p->marked || !p->alt || !p->language)
    return ERR_NOMEM;
  p->first = -1;
  if (*first) {
    long number = strtol(first, NULL, 10);
    p->first = number < 0 || number > MOST_FIRST ? 1 : (int)number;
  }
  if (strcmp(p->language, "math") == 0) {
    p->kind = RICH_FORMULA;
    p->is_display = true;
  }
  return OK;
}

/* Reads the element at `at`, "<pre". Sets *found if it is a part. Older highlighters
 * have the language at the <pre>, with or without a <code> in it. */
static enum err rich_part_pre(
    struct arena *a, const char *at, struct rich_part *p, bool *found) {
  const char *tag = at, *inside = strchr(at, '>');
  if (!inside)
    return OK;
  bool has_code = rich_part_starts(inside, "><code") && strchr(" >", inside[6]);
  const char *close = has_code ? "</code></pre>" : "</pre>";
  if (has_code) {
    if (inside[6] == ' ')
      tag = inside + 1;
    inside = strchr(inside + 1, '>');
  }
  const char *end = inside ? strchr(inside, '<') : NULL;
  if (!end || !rich_part_starts(end, close))
    return OK;
  struct rich_part read = {.kind = RICH_CODE,
      .start = at,
      .end = end + strlen(close),
      .inside = inside + 1,
      .inside_end = end};
  /* The attributes of a <pre> end before those of its <code>. */
  enum err e = rich_part_read_code(a, tag, strchr(tag, '>'), &read);
  bool is_one = !e && (*read.language || *read.marked || read.first >= 0);
  if (is_one &&
      !(read.text = rich_part_plain(a, read.inside, (size_t)(end - read.inside))))
    e = ERR_NOMEM;
  if (e || !is_one)
    return e;
  *p = read;
  *found = true;
  return OK;
}

/* Takes the marks of a formula off its text. */
static void rich_part_unmark(char *text, struct rich_part *p) {
  static const struct {
    const char *open, *close;
    bool is_display;
  } marks[] = {{"$$", "$$", true}, {"\\[", "\\]", true}, {"\\(", "\\)", false},
      {"$", "$", false}};
  size_t n = strlen(text);
  p->text = text;
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
    size_t m = strlen(marks[i].open);
    if (n < 2 * m || !rich_part_starts(text, marks[i].open) ||
        strcmp(text + n - m, marks[i].close) != 0)
      continue;
    text[n - m] = '\0';
    p->text = text + m;
    p->is_display = marks[i].is_display;
    return;
  }
}

/* Reads the element at `at`, "<span class="math">". */
static enum err rich_part_span(
    struct arena *a, const char *at, struct rich_part *p, bool *found) {
  static const char close[] = "</span>";
  const char *inside = strchr(at, '>') + 1, *end = strchr(inside, '<');
  if (!end || !rich_part_starts(end, close))
    return OK;
  struct rich_part read = {.kind = RICH_FORMULA,
      .start = at,
      .end = end + sizeof close - 1,
      .inside = inside,
      .inside_end = end,
      .language = "",
      .first = -1,
      .marked = "",
      .alt = ""};
  char *text = rich_part_plain(a, inside, (size_t)(end - inside));
  if (!text)
    return ERR_NOMEM;
  rich_part_unmark(text, &read);
  *p = read;
  *found = true;
  return OK;
}

enum err rich_part_next(
    struct arena *a, const char **at, struct rich_part *out, bool *found) {
  enum err e = OK;
  *found = false;
  for (const char *s = *at; !e && !*found && (s = strchr(s, '<')) != NULL; s++)
    if (rich_part_starts(s, "<pre>") || rich_part_starts(s, "<pre "))
      e = rich_part_pre(a, s, out, found);
    else if (rich_part_starts(s, "<span class=\"math\">"))
      e = rich_part_span(a, s, out, found);
  if (!e && *found)
    *at = out->end;
  return e;
}

bool rich_part_is_in(const char *html) {
  return strstr(html, "<code class=\"") || strstr(html, "<pre class=\"") ||
         strstr(html, "<code data-") || strstr(html, "<span class=\"math\">");
}
