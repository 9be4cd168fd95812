/* The ways to name an article: its ID, slug, path or URL. */
#ifndef CLI_COMMAND_POST_REF_H
#define CLI_COMMAND_POST_REF_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* Finds the article that `word` names: "7", "tide", "/2026/11/tide/", "about/team" or
 * an URL of the site. A former path leads to the article as well. A number is always an
 * ID, which need not exist. With a sentence in `why`: ERR_NOT_FOUND, or ERR_INVALID for
 * a slug that several articles have and for an URL of another site. ERR_NOMEM. */
enum err post_ref_find(struct site *site, struct arena *a, const char *word,
    int64_t *id, char *why, size_t why_size) MUST_USE;

#endif
