/* Inside site/pages only: the passage of a text that shows why it was found. */
#ifndef SITE_PAGES_SNIPPET_H
#define SITE_PAGES_SNIPPET_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/search/search_types.h"
#include "view/view_search.h"

/* Cuts from plain `text` the passage of about `most` bytes with the most different
 * words of the query; the first one of several. Cuts between words, or between letters
 * in scripts without spaces, and shows a cut by "…". A line end becomes a space, or
 * " · " after text without punctuation at its end. The words of the query are marked
 * pieces. A text of up to `most` bytes stays whole. The pieces live in the arena.
 * ERR_NOMEM. */
enum err snippet_make(struct arena *a, const struct search_query *q, const char *text,
    size_t most, struct view_marked *out) MUST_USE;

#endif
