/* Derives what an article does not say from its text. */
#ifndef SITE_PUBLISH_ARTICLE_FINISH_H
#define SITE_PUBLISH_ARTICLE_FINISH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/publish/article_input.h"

/* Length of a generated excerpt. */
enum { ARTICLE_EXCERPT_CHARACTERS = 220 };

/* Fills in the reading time and, if there is none, the excerpt from the HTML. The
 * excerpt lives in the arena. ERR_NOMEM. */
enum err article_finish(struct arena *a, struct article_input *in) MUST_USE;

/* *out becomes true if `excerpt` is what this or an earlier version makes from `html`,
 * so that nobody wrote it. Uses the arena. ERR_NOMEM. */
enum err article_finish_made_excerpt(
    struct arena *a, const char *html, const char *excerpt, bool *out) MUST_USE;

#endif
