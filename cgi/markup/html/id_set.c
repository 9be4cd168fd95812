/* A hash table with linear probing, at most half full. The number in a slot is what
 * keeps a thousand headings "Example" from trying "example-1", "example-2", ... from
 * the beginning each time. */
#include "markup/html/id_set.h"

#include <stdint.h>
#include <string.h>

struct id_slot {
  const char *id;  /* NULL: free */
  unsigned number; /* the last number tried for this name */
};

static size_t id_set_hash(const char *s) {
  uint64_t h = UINT64_C(14695981039346656037);
  for (; *s; s++)
    h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
  /* The mask keeps the low bits only; this lets the high ones count too. */
  return (size_t)(h ^ (h >> 32));
}

/* The slot of `id`, or the free one where it belongs. */
static struct id_slot *id_set_slot_of(const struct id_set *set, const char *id) {
  size_t i = id_set_hash(id) & (set->cap - 1);
  while (set->slots[i].id && strcmp(set->slots[i].id, id) != 0)
    i = (i + 1) & (set->cap - 1);
  return &set->slots[i];
}

static enum err id_set_grow(struct id_set *set, struct arena *a) {
  struct id_set more = {.cap = set->cap ? set->cap * 2 : 64, .count = set->count};
  more.slots = arena_array(a, more.cap, sizeof *more.slots);
  if (!more.slots)
    return ERR_NOMEM;
  for (size_t i = 0; i < set->cap; i++)
    if (set->slots[i].id)
      *id_set_slot_of(&more, set->slots[i].id) = set->slots[i];
  *set = more;
  return OK;
}

enum err id_set_add(struct id_set *set, struct arena *a, const char *id, bool *is_new) {
  enum err e = set->count * 2 >= set->cap ? id_set_grow(set, a) : OK;
  if (e)
    return e;
  struct id_slot *slot = id_set_slot_of(set, id);
  *is_new = !slot->id;
  if (*is_new) {
    slot->id = id;
    set->count++;
  }
  return OK;
}

enum err id_set_add_numbered(
    struct id_set *set, struct arena *a, const char *id, const char **out) {
  bool is_new = false;
  const char *numbered = id;
  enum err e = id_set_add(set, a, id, &is_new);
  while (!e && !is_new) {
    unsigned number = ++id_set_slot_of(set, id)->number;
    numbered = arena_printf(a, "%s-%u", id, number);
    e = numbered ? id_set_add(set, a, numbered, &is_new) : ERR_NOMEM;
  }
  if (!e)
    *out = numbered;
  return e;
}
