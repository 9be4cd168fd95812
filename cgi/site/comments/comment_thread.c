#include "site/comments/comment_thread.h"

#include <string.h>

#include "site/comments/comment_shared.h"

/* Threads are built by ID, the order in which comments were written. */
static void comment_thread_insert(
    struct comment_place *list, size_t *count, const struct comment_place *extra) {
  size_t at = *count;
  /* From the end, because a comment that waits is usually one of the newest. */
  while (at && list[at - 1].id > extra->id)
    at--;
  if (at && list[at - 1].id == extra->id)
    return;
  memmove(list + at + 1, list + at, (*count - at) * sizeof *list);
  list[at] = *extra;
  ++*count;
}

enum err comment_thread_read(struct site *site, struct arena *a, int64_t article,
    const struct comment_place *extra, struct comment_thread *out) {
  struct comment_thread t = {0};
  enum err e = comment_shared_places(site, a, article, &t.comments, &t.count);
  if (e)
    return e;
  if (extra)
    comment_thread_insert(t.comments, &t.count, extra);
  e = thread_order(a, t.comments, t.count, (int)site->settings.max_depth, &t.entries);
  if (!e)
    *out = t;
  return e;
}

int64_t comment_thread_rank(const struct comment_thread *t, int64_t id) {
  for (size_t i = 0; i < t->count; i++)
    if (t->comments[t->entries[i].index].id == id)
      return (int64_t)i;
  return -1;
}
