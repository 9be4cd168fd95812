/* Inside db/ only: the set of keys that the change being written has invalidated. */
#ifndef DB_INVALIDATION_H
#define DB_INVALIDATION_H

#include "base/err.h"
#include "db/txn_hook.h"

/* A change that invalidates more keys than this evicts everything: by then, going
 * through the pages one by one takes longer than starting with an empty page cache. */
enum { INVALIDATION_MOST = 1000 };

/* All zero is an empty set. */
struct invalidation {
  struct txn_invalidated *items; /* room for INVALIDATION_MOST; NULL until needed */
  size_t count;
  bool all; /* more than the items */
};

/* Adds a copy of `item`. If its key is in the set already, the item there takes in its
 * range of listing keys and its delta. ERR_NOMEM, and the set is unchanged. */
enum err invalidation_add(
    struct invalidation *set, const struct txn_invalidated *item) MUST_USE;

/* Empties the set for the next change, keeping its memory. */
void invalidation_clear(struct invalidation *set);

/* Frees the memory of the set, which is empty afterwards. */
void invalidation_free(struct invalidation *set);

#endif
