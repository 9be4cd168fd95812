/* Inside site/pages only: which replies a page shows folded. */
#ifndef SITE_PAGES_COMMENT_FOLD_H
#define SITE_PAGES_COMMENT_FOLD_H

#include <stddef.h>
#include <stdint.h>

#include "site/comments/thread.h"

/* A fold hides at least so many comments: fewer would save nothing. */
enum { COMMENT_FOLD_LEAST = 3 };

/* The number of comments that a fold before entry `i` of `n` entries of a page hides:
 * that entry, its later siblings, and all replies to them. 0 if none begins there.
 * Below the top level, the first `most` comments of a list of replies stay visible, and
 * so does the rest of the reply after which they end. Nothing inside a fold is folded
 * again; `from` is the end of the fold before, or 0. `most` 0: nothing is folded. */
size_t comment_fold(
    const struct thread_entry *entries, size_t n, size_t i, size_t from, int64_t most);

#endif
