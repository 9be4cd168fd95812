#include "site/core/first_picture.h"

#include <string.h>

#include "markup/html/html_absolute.h"
#include "markup/html/html_clean.h"

/* Relative addresses are resolved against the page: feeds and previews are read
 * elsewhere. */
static enum err first_picture_make_absolute(const struct site *site, struct arena *a,
    const struct html_clean *img, const char *path, const char **out) {
  struct buf source = {0}, whole = {0};
  if (html_clean_value(img, " src=\"", &source))
    html_absolute_url(
        buf_text(&source), source.len, site->settings.base_url, path, &whole);
  enum err e = buf_status(&source);
  if (!e)
    e = buf_status(&whole);
  *out = !e && whole.len ? arena_strdup(a, buf_text(&whole)) : NULL;
  if (!e && whole.len && !*out)
    e = ERR_NOMEM;
  buf_free(&source);
  buf_free(&whole);
  return e;
}

/* The first picture stands for the article in previews. The HTML is the sanitizer's, so
 * its tags have one spelling, and "img " with a space has attributes. */
enum err first_picture_find(const struct site *site, struct arena *a, const char *html,
    const char *path, const char **out) {
  struct html_clean r = {.at = html};
  *out = NULL;
  if (!strstr(html, "<img"))
    return OK;
  for (enum html_clean_step step; (step = html_clean_next(&r)) != HTML_CLEAN_END;)
    if (step == HTML_CLEAN_OPEN && html_clean_is(&r, "img "))
      return first_picture_make_absolute(site, a, &r, path, out);
  return OK;
}
