/* The public comments of an article in the order of their threads. */
#ifndef SITE_COMMENTS_COMMENT_THREAD_H
#define SITE_COMMENTS_COMMENT_THREAD_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/comments/thread.h"
#include "site/core/site.h"

struct comment_thread {
  struct comment_place *comments; /* by ID */
  struct thread_entry *entries;   /* in order, oldest thread first */
  size_t count;
};

/* Reads the approved comments that the page of an article shows
 * (site/comments/comment_shared.h) into the arena, and `extra` with them, in
 * its place, unless it is NULL. Errors of the database, ERR_NOMEM. */
enum err comment_thread_read(struct site *site, struct arena *a, int64_t article,
    const struct comment_place *extra, struct comment_thread *out) MUST_USE;

/* The rank of a comment in that order, from 0; -1 if it is not there. */
int64_t comment_thread_rank(const struct comment_thread *t, int64_t id);

#endif
