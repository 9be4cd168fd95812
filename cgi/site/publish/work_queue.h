/* Inside site/publish only: updates that one change causes for each of many articles. A
 * table records which; a write does some of them at its end and leaves the rest to
 * later writes, so that no write takes long. */
#ifndef SITE_PUBLISH_WORK_QUEUE_H
#define SITE_PUBLISH_WORK_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

/* How many articles one write updates at most. */
enum { WORK_QUEUE_BATCH = 200 };

struct work_queue {
  /* Finds the first article noted; *found is false if there is none. */
  enum err (*next)(struct db *s, bool *found, int64_t *article);
  /* Called once before a batch; NULL: nothing to do. */
  enum err (*begin)(struct db *s);
  /* Updates an article and removes its record. The arena is empty. */
  enum err (*one)(struct db *s, struct arena *a, int64_t article);
  size_t memory; /* of the arena, bytes */
};

/* Updates at most WORK_QUEUE_BATCH articles; *left tells whether more are recorded.
 * Call it inside txn_write. */
enum err work_queue_batch(
    struct db *s, const struct work_queue *queue, bool *left) MUST_USE;

/* The same outside a transaction, one transaction per batch and at most `most` of them;
 * *done is their number. */
enum err work_queue_rest(
    struct db *s, const struct work_queue *queue, int most, int *done) MUST_USE;

#endif
