/* Inside site/: what a change leaves to be done for each of many articles. A table
 * notes which; a write does some of it at its end, and the rest is left to later ones,
 * so that none takes long. */
#ifndef SITE_PUBLISH_WORK_QUEUE_H
#define SITE_PUBLISH_WORK_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

/* Most articles that one write sees to. */
enum { WORK_QUEUE_BATCH = 200 };

struct work_queue {
  /* Finds the first article noted; *found is false if there is none. */
  enum err (*next)(struct db *s, bool *found, int64_t *article);
  /* Runs once before those of a batch; NULL: nothing. */
  enum err (*begin)(struct db *s);
  /* Does what is to be done for it, and takes its note away. The arena is empty. */
  enum err (*one)(struct db *s, struct arena *a, int64_t article);
  size_t memory; /* of the arena, bytes */
};

/* Sees to WORK_QUEUE_BATCH articles at most; *left is whether more are noted. Inside
 * txn_write. */
enum err work_queue_batch(
    struct db *s, const struct work_queue *queue, bool *left) MUST_USE;

/* The same outside of a write, a transaction for each batch, `most` of them; *done is
 * how many there were. */
enum err work_queue_rest(
    struct db *s, const struct work_queue *queue, int most, int *done) MUST_USE;

#endif
