/* The thread before the change is made from the one after it, so that nothing about
 * pages has to be stored. Both are compared page by page, which also gets right what is
 * hard to foresee: replies that move to the top level when their parent is gone, and
 * imported comments that are older than their IDs tell. */
#include "site/comments/comment_change.h"

#include <string.h>

#include "base/limits.h"
#include "db/model/comment.h"
#include "site/comments/comment_paging.h"
#include "site/comments/comment_shared.h"
#include "site/comments/comment_thread.h"

/* More comments than a transaction of readers adds; then reading all is as well. */
enum { COMMENT_CHANGE_APPENDED = 100 };

struct comment_states {
  const struct settings *settings;
  struct comment_thread before, after;
  int64_t pages_before, pages_after;
};

/* The thread without the comments that have changed. */
static enum err comment_change_without(struct site *site, struct arena *a,
    const struct comment_thread *all, const struct comment_change *c,
    struct comment_thread *out) {
  struct comment_thread t = {
      .comments = arena_array(a, all->count + 1, sizeof *t.comments)};
  if (!t.comments)
    return ERR_NOMEM;
  for (size_t i = 0; i < all->count; i++)
    if (all->comments[i].id < c->oldest || all->comments[i].id > c->newest)
      t.comments[t.count++] = all->comments[i];
  enum err e =
      thread_order(a, t.comments, t.count, (int)site->settings.max_depth, &t.entries);
  if (!e)
    *out = t;
  return e;
}

static int64_t comment_change_parent(const struct comment_thread *t, size_t rank) {
  size_t parent = t->entries[rank].parent;
  return parent == THREAD_TOP ? 0 : t->comments[parent].id;
}

static bool comment_change_is_same_place(
    const struct comment_thread *x, const struct comment_thread *y, size_t rank) {
  return x->comments[x->entries[rank].index].id ==
             y->comments[y->entries[rank].index].id &&
         x->entries[rank].depth == y->entries[rank].depth &&
         comment_change_parent(x, rank) == comment_change_parent(y, rank);
}

/* Besides its comments, a page shows whether another one follows, but not how many.
 * With the newest comments first, the last page is the article itself, so the link to
 * it is another one than to a page with a number. */
static bool comment_change_is_same_pager(const struct comment_states *s, int64_t page) {
  if ((page == s->pages_before) != (page == s->pages_after))
    return false;
  return !s->settings->newest_first ||
         (page + 1 == s->pages_before) == (page + 1 == s->pages_after);
}

static bool comment_change_is_same_page(const struct comment_states *s, int64_t page) {
  int64_t first, count, count_after;
  if (page > s->pages_before || page > s->pages_after ||
      !comment_change_is_same_pager(s, page))
    return false;
  comment_paging_slice(s->settings, (int64_t)s->before.count, page, &first, &count);
  comment_paging_slice(
      s->settings, (int64_t)s->after.count, page, &first, &count_after);
  if (count != count_after)
    return false;
  for (int64_t i = first; i < first + count; i++)
    if (!comment_change_is_same_place(&s->before, &s->after, (size_t)i))
      return false;
  return true;
}

static void comment_change_compare(
    struct comment_states *s, int64_t *first, int64_t *last) {
  s->pages_before = comment_paging_pages(s->settings, (int64_t)s->before.count);
  s->pages_after = comment_paging_pages(s->settings, (int64_t)s->after.count);
  int64_t end = s->pages_before > s->pages_after ? s->pages_before : s->pages_after;
  int64_t from = 1;
  while (from <= end && comment_change_is_same_page(s, from))
    from++;
  while (end > from && comment_change_is_same_page(s, end))
    end--;
  *first = from;
  *last = end;
}

/* Only if each comment of the range was added, none was shown before: of as many as are
 * there now, as many are new. Otherwise ERR_NOT_FOUND, as for a comment that is gone.
 */
static enum err comment_change_read_added(struct site *site, struct arena *a,
    int64_t article, const struct comment_change *c, struct comment_states *s) {
  enum err e = comment_thread_read(site, a, article, NULL, &s->after);
  if (!e)
    e = comment_change_without(site, a, &s->after, c, &s->before);
  if (!e && (int64_t)(s->after.count - s->before.count) != c->delta)
    e = ERR_NOT_FOUND;
  return e;
}

static enum err comment_change_read_removed(struct site *site, struct arena *a,
    int64_t article, const struct comment_change *c, struct comment_states *s) {
  struct comment removed;
  if (c->oldest != c->newest)
    return ERR_NOT_FOUND;
  enum err e = comment_shown(site->db, a, c->oldest, &removed);
  if (e)
    return e;
  const struct comment_place place = {removed.id, removed.parent_id};
  e = comment_thread_read(site, a, article, &place, &s->before);
  return e ? e : comment_change_without(site, a, &s->before, c, &s->after);
}

enum err comment_change_pages(struct site *site, int64_t article,
    const struct comment_change *c, int64_t *first, int64_t *last) {
  struct comment_states s = {.settings = &site->settings};
  struct arena *a = arena_new(LIMIT_REQUEST_MEMORY);
  if (!a)
    return ERR_NOMEM;
  enum err e = c->delta > 0 ? comment_change_read_added(site, a, article, c, &s)
                            : comment_change_read_removed(site, a, article, c, &s);
  if (!e) {
    comment_change_compare(&s, first, last);
  } else if (e == ERR_NOT_FOUND) {
    /* The row that told its parent is gone, or nobody knows which of several comments
     * were there. */
    *first = 1;
    *last = INT64_MAX;
    e = OK;
  }
  arena_free(a);
  return e;
}

enum err comment_change_is_append(struct site *site, struct arena *a, int64_t article,
    const struct comment_change *c, bool *out) {
  struct comment_place *list = NULL;
  size_t n = 0;
  bool appended = false, answered = true;
  enum err e = c->delta > 0 && c->delta <= COMMENT_CHANGE_APPENDED
                   ? comment_shared_places_from(
                         site, a, article, c->oldest, (size_t)c->delta, &list, &n)
                   : OK;
  if (!e && list && n == (size_t)c->delta) {
    appended = true;
    for (size_t i = 0; i < n; i++)
      appended = appended && !list[i].parent_id && list[i].id <= c->newest;
  }
  /* An imported reply may be older than the comment that it replies to: it would move
   * from the top level to its parent. */
  if (!e && appended)
    e = comment_place_has_replies(site->db, c->oldest, c->newest, &answered);
  if (!e)
    *out = appended && !answered;
  return e;
}
