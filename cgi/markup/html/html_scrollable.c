/* A wide code block scrolls within the page. Without "tabindex", a keyboard cannot
 * focus it in every browser, and cannot scroll it then (WCAG 2.1.1). It is added when a
 * page is shown, because a feed has no use for it. */
#include "markup/html/html_scrollable.h"

#include <string.h>

#include "base/buf.h"

enum err html_scrollable(struct arena *a, const char *html, const char **out) {
  static const char tag[] = "<pre";
  size_t n = sizeof tag - 1;
  struct buf b = {0};
  const char *done = html, *at = html;
  *out = html;
  while ((at = strstr(at, tag)) != NULL) {
    at += n;
    if (*at != '>' && *at != ' ')
      continue;
    buf_add(&b, done, (size_t)(at - done));
    buf_puts(&b, " tabindex=\"0\"");
    done = at;
  }
  if (done == html)
    return OK;
  buf_puts(&b, done);
  enum err e = buf_status(&b);
  const char *copy = e ? NULL : arena_strdup(a, buf_text(&b));
  buf_free(&b);
  if (e || !copy)
    return e ? e : ERR_NOMEM;
  *out = copy;
  return OK;
}
