#include "site/thread.h"

#include <stdint.h>

#define NONE SIZE_MAX

struct node {
  size_t parent, first, last, next;
  int depth;
};

static size_t find(const struct comment *comments, size_t count, int64_t id) {
  size_t low = 0, high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (comments[middle].id < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low < count && comments[low].id == id ? low : NONE;
}

/* Hangs node `i` below its parent, or below the root at `count`. A parent has a smaller
 * id, so that no circle can come about. */
static void hang(
    struct node *nodes, const struct comment *comments, size_t count, size_t i) {
  size_t parent = find(comments, i, comments[i].parent_id);
  if (parent == NONE)
    parent = count;
  struct node *above = &nodes[parent];
  nodes[i] = (struct node){parent, NONE, NONE, NONE, above->depth + 1};
  if (above->last == NONE)
    above->first = i;
  else
    nodes[above->last].next = i;
  above->last = i;
}

enum err thread_order(struct arena *a, const struct comment *comments, size_t count,
    int max_depth, struct thread_place **out) {
  struct node *nodes = arena_array(a, count + 1, sizeof *nodes);
  struct thread_place *places = arena_array(a, count + 1, sizeof *places);
  if (!nodes || !places)
    return ERR_NOMEM;
  nodes[count] = (struct node){NONE, NONE, NONE, NONE, 0};
  for (size_t i = 0; i < count; i++)
    hang(nodes, comments, count, i);
  size_t at = nodes[count].first;
  for (size_t n = 0; at != NONE; n++) {
    int depth = nodes[at].depth;
    places[n] = (struct thread_place){at, depth < max_depth ? depth : max_depth};
    if (nodes[at].first != NONE) {
      at = nodes[at].first;
      continue;
    }
    while (at != count && nodes[at].next == NONE)
      at = nodes[at].parent;
    at = at == count ? NONE : nodes[at].next;
  }
  *out = places;
  return OK;
}
