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
enum { BACKLOG_BATCH = 200 };

struct backlog {
  /* The first article noted. ERR_NOT_FOUND: none. */
  enum err (*next)(struct store *s, int64_t *article);
  /* Runs once before those of a batch; NULL: nothing. */
  enum err (*begin)(struct store *s);
  /* Does what is to be done for it, and takes its note away. The arena is empty. */
  enum err (*one)(struct store *s, struct arena *a, int64_t article);
  size_t memory; /* of the arena, octets */
};

/* Sees to BACKLOG_BATCH articles at most; *left is whether more are noted. Inside
 * gate_write. */
enum err backlog_batch(
    struct store *s, const struct backlog *backlog, bool *left) MUST_USE;

/* The same outside of a write, a transaction for each batch, `most` of them; *done is
 * how many there were. */
enum err backlog_rest(
    struct store *s, const struct backlog *backlog, int most, int *done) MUST_USE;

#endif
