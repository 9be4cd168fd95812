/* Derives what an article does not say from its text. */
#ifndef SITE_PUBLISH_ARTICLE_FINISH_H
#define SITE_PUBLISH_ARTICLE_FINISH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article_body.h"
#include "site/publish/article_input.h"

/* Length of a generated excerpt; the longer one is for a text whose author has marked
 * its end. */
enum { ARTICLE_EXCERPT_CHARACTERS = 220, ARTICLE_MORE_CHARACTERS = 600 };

/* Increase it when the same body gets another excerpt: those of all articles are then
 * made again in the background (excerpt_update.h). article_finish_made_excerpt must
 * still recognise what earlier versions made. */
enum { ARTICLE_EXCERPT_VERSION = 1 };

/* Fills in the reading time and, if there is none, the excerpt from the text above the
 * "more" mark of the source (article_more.h), or else from the beginning of the HTML.
 * The excerpt lives in the arena. ERR_NOMEM. */
enum err article_finish(struct arena *a, struct article_input *in) MUST_USE;

/* *out becomes true if `excerpt` is what this or an earlier version makes from the
 * body, so that nobody wrote it. Uses the arena. ERR_NOMEM. */
enum err article_finish_made_excerpt(struct arena *a, const struct article_body *body,
    const char *excerpt, bool *out) MUST_USE;

/* *out becomes the excerpt that this version makes, if `excerpt` is another one that
 * nobody wrote; otherwise NULL. In the arena. ERR_NOMEM. */
enum err article_finish_renew_excerpt(struct arena *a, const struct article_body *body,
    const char *excerpt, const char **out) MUST_USE;

#endif
