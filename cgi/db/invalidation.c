#include "db/invalidation.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

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

/* What a part adds is dropped when it is undone, so only items from before it need to
 * be remembered. */
static enum err invalidation_log(
    struct invalidation *set, const struct txn_invalidated *item) {
  size_t at = (size_t)(item - set->items);
  if (at >= set->marked)
    return OK;
  struct invalidation_was *log =
      array_grow(set->log, set->log_count, &set->log_room, sizeof *log);
  if (!log)
    return ERR_NOMEM;
  set->log = log;
  set->log[set->log_count++] = (struct invalidation_was){at, *item};
  return OK;
}

enum err invalidation_add(
    struct invalidation *set, const struct txn_invalidated *item) {
  if (set->all)
    return OK;
  struct txn_invalidated *known = invalidation_find(set, item);
  if (known) {
    enum err e = invalidation_log(set, known);
    if (!e)
      invalidation_widen(known, item);
    return e;
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

static void invalidation_shrink(struct invalidation *set, size_t count) {
  while (set->count > count)
    free(set->items[--set->count].path);
}

struct invalidation_mark invalidation_begin(struct invalidation *set) {
  struct invalidation_mark mark = {set->count, set->log_count, set->marked, set->all};
  set->marked = set->count;
  return mark;
}

void invalidation_keep(struct invalidation *set, const struct invalidation_mark *mark) {
  set->marked = mark->before;
  /* Nothing is left to be undone. Otherwise the part around this one still needs what
   * was logged. */
  if (!set->marked)
    set->log_count = 0;
}

/* Backwards, because an item may have changed more than once. */
void invalidation_undo(struct invalidation *set, const struct invalidation_mark *mark) {
  while (set->log_count > mark->log_count) {
    const struct invalidation_was *was = &set->log[--set->log_count];
    set->items[was->at] = was->item;
  }
  invalidation_shrink(set, mark->count);
  set->all = mark->all;
  set->marked = mark->before;
}

void invalidation_clear(struct invalidation *set) {
  invalidation_shrink(set, 0);
  set->all = false;
  set->log_count = set->marked = 0;
}

void invalidation_free(struct invalidation *set) {
  invalidation_clear(set);
  free(set->items);
  free(set->log);
  set->items = NULL;
  set->log = NULL;
  set->log_room = 0;
}
