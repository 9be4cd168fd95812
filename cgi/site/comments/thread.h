/* The display order of comments: replies below the comment they reply to. */
#ifndef SITE_COMMENTS_THREAD_H
#define SITE_COMMENTS_THREAD_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/comment_place.h"

#define THREAD_TOP SIZE_MAX

struct thread_entry {
  size_t index;  /* into the comments passed */
  int depth;     /* 1 to max_depth; deeper replies are shown at max_depth */
  size_t parent; /* index of the comment it replies to, or THREAD_TOP */
};

/* Orders `count` comments, which are sorted by ID: each is followed by its replies,
 * oldest first. A comment whose parent is not among them is placed at the top level.
 * Works without recursion, so that ten thousand nested replies are fine. *out is an
 * array of `count` entries in the arena. ERR_NOMEM. */
enum err thread_order(struct arena *a, const struct comment_place *comments,
    size_t count, int max_depth, struct thread_entry **out) MUST_USE;

/* Reverses the threads among consecutive entries of that order, for a page that begins
 * with the newest; replies stay in order below their comment. Entries at the beginning
 * whose thread began before them stay together and come last. ERR_NOMEM. */
enum err thread_reverse(
    struct arena *a, struct thread_entry *entries, size_t count) MUST_USE;

#endif
