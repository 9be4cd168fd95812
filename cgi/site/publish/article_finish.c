#include "site/publish/article_finish.h"

#include <string.h>

#include "base/utf8.h"
#include "markup/html/excerpt.h"

/* The beginning of the visible text, without characters that may appear in a body but
 * not in a single line of metadata. */
static enum err article_finish_make_excerpt(
    struct arena *a, const char *html, bool former, const char **out) {
  struct buf excerpt = {0}, plain = {0};
  enum err e =
      former ? excerpt_from_html_formerly(html, ARTICLE_EXCERPT_CHARACTERS, &excerpt)
             : excerpt_from_html(html, ARTICLE_EXCERPT_CHARACTERS, &excerpt);
  if (!e)
    utf8_plain(&plain, buf_text(&excerpt));
  if (!e)
    e = buf_status(&plain);
  const char *copy = e ? NULL : arena_strdup(a, buf_text(&plain));
  buf_free(&excerpt);
  buf_free(&plain);
  if (!e && !copy)
    e = ERR_NOMEM;
  if (!e)
    *out = copy;
  return e;
}

/* The reading time is always computed, as authors cannot set it. */
enum err article_finish(struct arena *a, struct article_input *in) {
  in->reading_minutes = excerpt_reading_minutes(in->html);
  return in->excerpt ? OK
                     : article_finish_make_excerpt(a, in->html, false, &in->excerpt);
}

enum err article_finish_made_excerpt(
    struct arena *a, const char *html, const char *excerpt, bool *out) {
  const char *made;
  enum err e = article_finish_make_excerpt(a, html, false, &made);
  bool same = !e && strcmp(made, excerpt) == 0;
  if (!e && !same)
    /* Sites have excerpts that an earlier version made, by other rules. They count as
     * made too, or else an export would write them as if an author had. */
    e = article_finish_make_excerpt(a, html, true, &made);
  if (!e)
    *out = same || strcmp(made, excerpt) == 0;
  return e;
}
