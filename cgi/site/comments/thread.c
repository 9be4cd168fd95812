/* A tree in an array: nodes refer to each other by index, and the children of a node
 * form a list in the order in which they were written. A node after the last, at
 * `count`, is the parent of all comments at the top level. The walk goes down to the
 * first child, else to the next sibling, else up. */
#include "site/comments/thread.h"

#include <stdbool.h>

#define NONE THREAD_TOP

struct node {
  size_t parent, first, last, next;
  int depth;
};

/* Comments are sorted by ID, so this is a binary search. 0, no parent, is never
 * found. */
static size_t thread_find(
    const struct comment_place *comments, size_t count, int64_t id) {
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

/* True if `node` is `top` or below it. */
static bool thread_is_below(const struct node *nodes, size_t node, size_t top) {
  while (node != NONE && node != top)
    node = nodes[node].parent;
  return node == top;
}

/* Finds the parent of each comment. Only an imported comment can reply to one with a
 * larger ID, one that was found later in its source; only from then on is a cycle
 * possible, and worth the search for it. */
static void thread_find_parents(
    struct node *nodes, const struct comment_place *comments, size_t count) {
  bool circles = false;
  for (size_t i = 0; i < count; i++)
    nodes[i] = (struct node){NONE, NONE, NONE, NONE, 0};
  for (size_t i = 0; i < count; i++) {
    size_t parent = thread_find(comments, count, comments[i].parent_id);
    circles |= parent != NONE && parent >= i;
    if (parent != NONE && !(circles && thread_is_below(nodes, parent, i)))
      nodes[i].parent = parent;
  }
}

/* Appends node `i` to the children of its parent. */
static void thread_append(struct node *nodes, size_t i) {
  struct node *above = &nodes[nodes[i].parent];
  if (above->last == NONE)
    above->first = i;
  else
    nodes[above->last].next = i;
  above->last = i;
}

enum err thread_order(struct arena *a, const struct comment_place *comments,
    size_t count, int max_depth, struct thread_entry **out) {
  struct node *nodes = arena_array(a, count + 1, sizeof *nodes);
  struct thread_entry *entries = arena_array(a, count + 1, sizeof *entries);
  if (!nodes || !entries)
    return ERR_NOMEM;
  nodes[count] = (struct node){NONE, NONE, NONE, NONE, 0};
  thread_find_parents(nodes, comments, count);
  for (size_t i = 0; i < count; i++) {
    if (nodes[i].parent == NONE)
      /* At the top level, or in a circle that thread_find_parents has cut here. */
      nodes[i].parent = count;
    thread_append(nodes, i);
  }
  size_t at = nodes[count].first;
  for (size_t n = 0; at != NONE; n++) {
    /* The parent precedes its children in the walk, so its depth is known. */
    int depth = nodes[nodes[at].parent].depth + 1;
    nodes[at].depth = depth;
    entries[n] = (struct thread_entry){at, depth < max_depth ? depth : max_depth,
        nodes[at].parent == count ? THREAD_TOP : nodes[at].parent};
    if (nodes[at].first != NONE) {
      at = nodes[at].first;
      continue;
    }
    while (at != count && nodes[at].next == NONE)
      at = nodes[at].parent;
    at = at == count ? NONE : nodes[at].next;
  }
  *out = entries;
  return OK;
}

enum err thread_reverse(struct arena *a, struct thread_entry *entries, size_t count) {
  struct thread_entry *copy = arena_array(a, count + 1, sizeof *copy);
  if (!copy)
    return ERR_NOMEM;
  for (size_t i = 0; i < count; i++)
    copy[i] = entries[i];
  /* From the end, a thread at a time: `end` is where the one before begins to count. */
  size_t n = 0, end = count;
  for (size_t at = count; at-- > 0;) {
    if (at && copy[at].parent != THREAD_TOP)
      continue;
    for (size_t i = at; i < end; i++)
      entries[n++] = copy[i];
    end = at;
  }
  return OK;
}
