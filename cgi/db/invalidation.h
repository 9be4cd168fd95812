/* Inside db/ only: the set of keys that the change being written has invalidated. */
#ifndef DB_INVALIDATION_H
#define DB_INVALIDATION_H

#include "base/err.h"
#include "db/txn_hook.h"

/* A change that invalidates more keys than this evicts everything: by then, going
 * through the pages one by one takes longer than starting with an empty page cache. */
enum { INVALIDATION_MOST = 1000 };

/* What an item was before it took in another one. */
struct invalidation_was {
  size_t at;
  struct txn_invalidated item;
};

/* A point that the set can return to. */
struct invalidation_mark {
  size_t count, log_count, before; /* `before`: the count of the mark around this one */
  bool all;
};

/* All zero is an empty set. */
struct invalidation {
  struct txn_invalidated *items; /* room for INVALIDATION_MOST; NULL until needed */
  size_t count;
  bool all; /* more than the items */

  /* Since the outermost mark. */
  struct invalidation_was *log;
  size_t log_count, log_room;
  size_t marked; /* items that the innermost mark has to keep as they are */
};

/* Adds a copy of `item`. If its key is in the set already, the item there takes in its
 * range of listing keys and its delta. ERR_NOMEM, and the set is unchanged. */
enum err invalidation_add(
    struct invalidation *set, const struct txn_invalidated *item) MUST_USE;

/* Begins a part that can be undone. Parts may be nested; each ends with one of the two
 * functions below. */
struct invalidation_mark invalidation_begin(struct invalidation *set);

/* Keeps what the part has added. */
void invalidation_keep(struct invalidation *set, const struct invalidation_mark *mark);

/* Removes what the part has added: the set is as it was at the mark. */
void invalidation_undo(struct invalidation *set, const struct invalidation_mark *mark);

/* Empties the set for the next change, keeping its memory. */
void invalidation_clear(struct invalidation *set);

/* Frees the memory of the set, which is empty afterwards. */
void invalidation_free(struct invalidation *set);

#endif
