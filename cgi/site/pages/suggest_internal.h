/* Inside site/near*.c: what is near a slug that leads nowhere. */
#ifndef SITE_PAGES_SUGGEST_INTERNAL_H
#define SITE_PAGES_SUGGEST_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/term.h"
#include "site/core/site.h"
#include "view/view_models.h"

enum {
  SUGGEST_SHOWN = 5,
  SUGGEST_AROUND = 100,  /* slugs looked at on either side of where it would stand */
  SUGGEST_MOST_EDITS = 4 /* letters of a slug that may differ */
};

/* How far one is, where no letters are to be counted. */
enum { SUGGEST_BEGINS_SO = SUGGEST_MOST_EDITS + 1, SUGGEST_HAS_WORDS, SUGGEST_FAR };

/* How far `slug` is from `wanted`: letters that differ, SUGGEST_BEGINS_SO where it
 * begins with it, SUGGEST_FAR. */
size_t suggest_distance(const char *wanted, const char *slug);

/* Links to public articles near `slug`, SUGGEST_SHOWN at most: by their own slug and,
 * where none is a few letters away and `titles` is true, by the words of their title.
 * ERR_NOMEM, the database's errors. */
enum err suggest_articles(struct site *site, struct arena *a, const char *slug,
    bool titles, struct view_links *out) MUST_USE;

/* The same to the lists of public terms, by their slug; of categories by their path. */
enum err suggest_terms(struct site *site, struct arena *a, enum term_kind kind,
    const char *slug, struct view_links *out) MUST_USE;

#endif
