#include "markup/html/html_embed.h"

#include <string.h>

#include "base/buf.h"
#include "markup/html/html_clean.h"

static const char headings[] = "h1 h2 h3 h4 h5 h6 ";

enum { DEEPEST = 6 };

/* The level of the highest heading; 1 if there is none. */
static int html_embed_highest(const char *html) {
  struct html_clean r = {.at = html};
  enum html_clean_step step;
  int highest = DEEPEST + 1;
  while ((step = html_clean_next(&r)) != HTML_CLEAN_END)
    if (step == HTML_CLEAN_OPEN && html_clean_is(&r, headings) &&
        r.found[1] - '0' < highest)
      highest = r.found[1] - '0';
  return highest > DEEPEST ? 1 : highest;
}

/* Writes the attributes of a start tag. A value has no quotes and no ">" in it, so that
 * these texts are never inside of another value. */
static void html_embed_put_attributes(
    struct buf *out, const struct html_clean *r, const char *prefix) {
  static const char *const begins[] = {" id=\"", " href=\"#"};
  const char *s = r->attributes, *end = s + r->attributes_size;
  while (s < end) {
    const char *next = NULL;
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++) {
      const char *at = memmem(s, (size_t)(end - s), begins[i], strlen(begins[i]));
      if (at && (!next || at + strlen(begins[i]) < next))
        next = at + strlen(begins[i]);
    }
    if (!next)
      break;
    buf_add(out, s, (size_t)(next - s));
    /* "#" alone leads to the top of the page. */
    if (*next != '"')
      buf_puts(out, prefix);
    s = next;
  }
  buf_add(out, s, (size_t)(end - s));
}

static void html_embed_put_name(
    struct buf *out, const struct html_clean *r, int shift) {
  if (!html_clean_is(r, headings)) {
    buf_add(out, r->found, r->size);
    return;
  }
  int level = r->found[1] - '0' + shift;
  buf_printf(out, "h%d", level > DEEPEST ? DEEPEST : level);
}

enum err html_embed(
    struct arena *a, const char *html, const char *prefix, int top, const char **out) {
  struct html_clean r = {.at = html};
  struct buf b = {0};
  int shift = top - html_embed_highest(html);
  for (enum html_clean_step step; (step = html_clean_next(&r)) != HTML_CLEAN_END;) {
    if (step == HTML_CLEAN_TEXT) {
      buf_add(&b, r.found, r.size);
      continue;
    }
    buf_puts(&b, step == HTML_CLEAN_OPEN ? "<" : "</");
    html_embed_put_name(&b, &r, shift);
    if (step == HTML_CLEAN_OPEN)
      html_embed_put_attributes(&b, &r, prefix);
    buf_putc(&b, '>');
  }
  enum err e = buf_status(&b);
  const char *copy = e ? NULL : arena_strdup(a, buf_text(&b));
  buf_free(&b);
  if (!e && !copy)
    e = ERR_NOMEM;
  if (!e)
    *out = copy;
  return e;
}
