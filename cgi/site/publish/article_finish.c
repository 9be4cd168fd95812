#include "site/publish/article_finish.h"

#include <string.h>

#include "base/utf8.h"
#include "markup/html/excerpt.h"
#include "site/publish/article_more.h"

typedef enum err article_finish_excerpt(
    const char *html, size_t max_chars, struct buf *out);

/* The beginning of the visible text, without characters that may appear in a body but
 * not in a single line of metadata. */
static enum err article_finish_make(struct arena *a, article_finish_excerpt *make,
    const char *html, size_t most, const char **out) {
  struct buf excerpt = {0}, plain = {0};
  enum err e = make(html, most, &excerpt);
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

/* The excerpt that this version makes. */
static enum err article_finish_make_excerpt(
    struct arena *a, const struct article_body *body, const char **out) {
  const char *head = NULL, *made = "";
  enum err e = article_more_head(a, body->format, body->source, &head);
  if (!e && head)
    e = article_finish_make(a, excerpt_from_html, head, ARTICLE_MORE_CHARACTERS, &made);
  /* A mark below the title, or below a picture, has no text above it. */
  if (!e && !*made)
    e = article_finish_make(
        a, excerpt_from_html, body->html, ARTICLE_EXCERPT_CHARACTERS, &made);
  if (!e)
    *out = made;
  return e;
}

/* The reading time is always computed, as authors cannot set it. */
enum err article_finish(struct arena *a, struct article_input *in) {
  const struct article_body body = {in->format, in->source, in->html, in->renderer};
  in->reading_minutes = excerpt_reading_minutes(in->html);
  return in->excerpt ? OK : article_finish_make_excerpt(a, &body, &in->excerpt);
}

/* Earlier versions ignored the "more" mark, and the first ones also what the text
 * leaves out. */
static enum err article_finish_was_made(
    struct arena *a, const struct article_body *body, const char *excerpt, bool *out) {
  static article_finish_excerpt *const formerly[] = {
      excerpt_from_html, excerpt_from_html_formerly};
  const char *made;
  enum err e = OK;
  bool same = false;
  for (size_t i = 0; !e && !same && i < sizeof formerly / sizeof *formerly; i++) {
    e = article_finish_make(
        a, formerly[i], body->html, ARTICLE_EXCERPT_CHARACTERS, &made);
    same = !e && strcmp(made, excerpt) == 0;
  }
  if (!e)
    *out = same;
  return e;
}

enum err article_finish_made_excerpt(
    struct arena *a, const struct article_body *body, const char *excerpt, bool *out) {
  const char *made;
  enum err e = article_finish_make_excerpt(a, body, &made);
  bool same = !e && strcmp(made, excerpt) == 0;
  if (!e && !same)
    e = article_finish_was_made(a, body, excerpt, &same);
  if (!e)
    *out = same;
  return e;
}

enum err article_finish_renew_excerpt(struct arena *a, const struct article_body *body,
    const char *excerpt, const char **out) {
  const char *made;
  bool was_made = false;
  enum err e = article_finish_make_excerpt(a, body, &made);
  if (!e && strcmp(made, excerpt) != 0)
    e = article_finish_was_made(a, body, excerpt, &was_made);
  if (!e)
    *out = was_made ? made : NULL;
  return e;
}
