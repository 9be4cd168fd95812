/* Inside site/pages only: the passage of a text that shows why it was found. */
#ifndef SITE_PAGES_SNIPPET_H
#define SITE_PAGES_SNIPPET_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/pages/snippet_match.h"
#include "view/view_search.h"

/* Cuts from plain `text` the passage of about `most` bytes with the most different
 * words of the query; the first one of several. Cuts between words, or between letters
 * in scripts without spaces, and shows a cut by "…". A line end becomes a space, or
 * " · " after text without punctuation at its end. The words of the query are marked
 * pieces. A text of up to `most` bytes stays whole. The pieces live in the arena.
 * *read is the number of bytes of the text that were searched for words. ERR_NOMEM. */
enum err snippet_make(struct arena *a, const struct snippet_words *q, const char *text,
    size_t most, struct view_marked *out, size_t *read) MUST_USE;

#endif
