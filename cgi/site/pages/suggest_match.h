/* Inside site/pages only: public articles and terms whose slug resembles a given one.
 */
#ifndef SITE_PAGES_SUGGEST_MATCH_H
#define SITE_PAGES_SUGGEST_MATCH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/term.h"
#include "site/core/site.h"
#include "view/view_layout.h"

/* Links to articles whose slug resembles `slug`, most similar first, five at most. If
 * none is a few letters away and `titles` is true, also to articles that have its words
 * in their title. Reads a bounded number of rows. ERR_NOMEM, errors of the database. */
enum err suggest_match_articles(struct site *site, struct arena *a, const char *slug,
    bool titles, struct view_links *out) MUST_USE;

/* The same for the lists of terms. The slug of a category is its path, "a/b". */
enum err suggest_match_terms(struct site *site, struct arena *a, enum term_kind kind,
    const char *slug, struct view_links *out) MUST_USE;

#endif
