/* The order in which comments are shown: answers below what they answer. */
#ifndef SITE_COMMENTS_THREAD_H
#define SITE_COMMENTS_THREAD_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/comment.h"

struct thread_place {
  size_t index; /* into the comments given */
  int depth;    /* 1 … max_depth; deeper answers are shown at max_depth */
};

/* Orders `count` comments, sorted by id: each is followed by its answers, oldest first.
 * A comment whose parent is not among them stands at the top level. No recursion: ten
 * thousand answers in a row are fine. *out has `count` places in the arena. */
enum err thread_order(struct arena *a, const struct comment *comments, size_t count,
    int max_depth, struct thread_place **out) MUST_USE;

#endif
