#include "db/invalidation.h"

#include <stdlib.h>
#include <string.h>

/* A linear search: INVALIDATION_MOST keeps the set small. */
static struct txn_invalidated *invalidation_find(
    const struct invalidation *set, const struct txn_invalidated *item) {
  for (size_t i = 0; i < set->count; i++) {
    struct txn_invalidated *known = &set->items[i];
    if (known->kind == item->kind && known->id == item->id &&
        (!item->path || strcmp(known->path, item->path) == 0))
      return known;
  }
  return NULL;
}

/* Keeping one item per list, however many of its articles come and go, lets an import
 * of thousands of articles stay within INVALIDATION_MOST. The range says which page
 * numbers to evict: all pages between the newest and the oldest article have shifted.
 */
static void invalidation_widen(
    struct txn_invalidated *item, const struct txn_invalidated *by) {
  if (by->newest > item->newest)
    item->newest = by->newest;
  if (by->oldest < item->oldest)
    item->oldest = by->oldest;
  item->delta += by->delta;
}

enum err invalidation_add(
    struct invalidation *set, const struct txn_invalidated *item) {
  if (set->all)
    return OK;
  struct txn_invalidated *known = invalidation_find(set, item);
  if (known) {
    invalidation_widen(known, item);
    return OK;
  }
  /* Too many items to search one by one: evicting everything is always correct. */
  if (set->count == INVALIDATION_MOST) {
    set->all = true;
    return OK;
  }
  /* Allocated once at full size and kept for the next change (invalidation_clear). */
  if (!set->items && !(set->items = calloc(INVALIDATION_MOST, sizeof *set->items)))
    return ERR_NOMEM;
  char *path = item->path ? strdup(item->path) : NULL;
  if (item->path && !path)
    return ERR_NOMEM;
  struct txn_invalidated *added = &set->items[set->count++];
  *added = *item;
  added->path = path;
  return OK;
}

void invalidation_clear(struct invalidation *set) {
  for (size_t i = 0; i < set->count; i++)
    free(set->items[i].path);
  set->count = 0;
  set->all = false;
}

void invalidation_free(struct invalidation *set) {
  invalidation_clear(set);
  free(set->items);
  set->items = NULL;
}
