/* Articles are stored sanitised, and are read again for excerpts, headings, feeds and
 * the search index. Parsing them with gumbo each time would cost a hundred bytes of
 * memory per byte; the sanitiser's output is regular enough to be read with
 * strcspn(). */
#include "markup/html/html_clean.h"

#include <string.h>

#include "markup/html/sanitise_table.h"

static const char voids[] = "br hr img input wbr source col track ";

/* Length of the entity at `s`, with the character it stands for; 1 if it is not one. */
static size_t html_clean_entity(const char *s, size_t n, char *out) {
  static const struct {
    const char *text;
    char byte;
  } entities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
  for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
    size_t m = strlen(entities[i].text);
    if (m <= n && memcmp(s, entities[i].text, m) == 0) {
      *out = entities[i].byte;
      return m;
    }
  }
  *out = *s;
  return 1;
}

enum html_clean_step html_clean_next(struct html_clean *r) {
  const char *s = r->at;
  if (!*s)
    return HTML_CLEAN_END;
  if (*s != '<') {
    r->found = s;
    r->size = strcspn(s, "<");
    r->at = s + r->size;
    return HTML_CLEAN_TEXT;
  }
  bool closes = s[1] == '/';
  /* A '>' in a value is written as &gt;, so the first one ends the tag. */
  const char *end = s + strcspn(s, ">");
  r->found = s + (closes ? 2 : 1);
  r->size = strcspn(r->found, " >");
  r->attributes = r->found + r->size;
  r->attributes_size = end > r->attributes ? (size_t)(end - r->attributes) : 0;
  r->at = *end ? end + 1 : end;
  return closes ? HTML_CLEAN_CLOSE : HTML_CLEAN_OPEN;
}

void html_clean_skip(struct html_clean *r) {
  struct html_clean in = *r;
  enum html_clean_step step;
  if (html_clean_is(r, voids))
    return;
  /* Elements of the same name may be nested, so they are counted. */
  for (size_t open = 1; open && (step = html_clean_next(&in)) != HTML_CLEAN_END;)
    if (step != HTML_CLEAN_TEXT && in.size == r->size &&
        memcmp(in.found, r->found, r->size) == 0)
      open += step == HTML_CLEAN_OPEN ? 1 : (size_t)-1;
  r->at = in.at;
}

bool html_clean_is(const struct html_clean *r, const char *names) {
  return sanitise_has_word(names, r->found, r->size);
}

static const char *html_clean_find(const struct html_clean *r, const char *attribute) {
  return memmem(r->attributes, r->attributes_size, attribute, strlen(attribute));
}

bool html_clean_has(const struct html_clean *r, const char *attribute) {
  return html_clean_find(r, attribute) != NULL;
}

bool html_clean_value(
    const struct html_clean *r, const char *attribute, struct buf *out) {
  const char *at = html_clean_find(r, attribute);
  if (!at)
    return false;
  struct html_clean value = {.found = at + strlen(attribute)};
  value.size = strcspn(value.found, "\"");
  html_clean_text(&value, out);
  return true;
}

void html_clean_text(const struct html_clean *r, struct buf *out) {
  const char *s = r->found, *end = s + r->size, *mark;
  while ((mark = memchr(s, '&', (size_t)(end - s))) != NULL) {
    char byte;
    buf_add(out, s, (size_t)(mark - s));
    s = mark + html_clean_entity(mark, (size_t)(end - mark), &byte);
    buf_putc(out, byte);
  }
  buf_add(out, s, (size_t)(end - s));
}
