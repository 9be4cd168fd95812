/* Inside site/: the piece of a text in which a query's words stand. */
#ifndef SITE_PAGES_SNIPPET_H
#define SITE_PAGES_SNIPPET_H

#include "base/arena.h"
#include "base/err.h"
#include "db/search/search_types.h"
#include "view/view_search.h"

/* Cuts of plain `text` the piece of about `most` bytes with the most different words
 * of the query, nearest to the start; at words, or between letters of scripts without
 * spaces; with a "…" where something is left out. In pieces, of which those that were
 * looked for are marked. A text no longer than `most` stays whole. ERR_NOMEM. */
enum err snippet_make(struct arena *a, const struct search_query *q, const char *text,
    size_t most, struct view_marked *out) MUST_USE;

#endif
