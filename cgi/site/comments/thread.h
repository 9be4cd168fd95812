/* The display order of comments: replies below the comment they reply to. */
#ifndef SITE_COMMENTS_THREAD_H
#define SITE_COMMENTS_THREAD_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/comment.h"

struct thread_entry {
  size_t index; /* into the comments passed */
  int depth;    /* 1 to max_depth; deeper replies are shown at max_depth */
};

/* Orders `count` comments, which are sorted by ID: each is followed by its replies,
 * oldest first. A comment whose parent is not among them is placed at the top level.
 * Works without recursion, so that ten thousand nested replies are fine. *out is an
 * array of `count` entries in the arena. ERR_NOMEM. */
enum err thread_order(struct arena *a, const struct comment *comments, size_t count,
    int max_depth, struct thread_entry **out) MUST_USE;

#endif
