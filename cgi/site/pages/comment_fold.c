#include "site/pages/comment_fold.h"

#include <stdbool.h>

/* True if the list with entry `i` has at least `most` comments before it. */
static bool comment_fold_is_full(
    const struct thread_entry *entries, size_t i, size_t most) {
  for (size_t back = 1; back <= most; back++)
    if (back > i || entries[i - back].depth < entries[i].depth)
      return false;
  return true;
}

size_t comment_fold(
    const struct thread_entry *entries, size_t n, size_t i, size_t from, int64_t most) {
  size_t end = i;
  if (!most || i < from || entries[i].depth < 2 ||
      !comment_fold_is_full(entries, i, (size_t)most))
    return 0;
  while (end < n && entries[end].depth >= entries[i].depth)
    end++;
  return end - i >= COMMENT_FOLD_LEAST ? end - i : 0;
}
