#include "site/comments/comment_location.h"

#include "site/comments/comment_paging.h"
#include "site/comments/comment_path.h"
#include "site/comments/comment_shared.h"
#include "site/comments/comment_thread.h"
#include "site/core/permalink.h"

const char *comment_location_number(const struct site *site, struct arena *a,
    const struct article *article, int64_t comments, int64_t number) {
  const char *path = permalink_encode(a, article->permalink);
  if (!path || number == comment_paging_home(&site->settings, comments))
    return path;
  return comment_path_page(a, path, number);
}

enum err comment_location_page(struct site *site, struct arena *a,
    const struct article *article, const struct comment *c, const char **out) {
  const struct comment_place place = {c->id, c->parent_id};
  struct comment_thread t = {0};
  int64_t rank = 0;
  /* Without paging, the thread says nothing. */
  enum err e = site->settings.page_size
                   ? comment_thread_read(site, a, article->id, &place, &t)
                   : OK;
  if (e)
    return e;
  if (t.count)
    rank = comment_thread_rank(&t, c->id);
  int64_t n = (int64_t)t.count;
  const char *path = comment_location_number(
      site, a, article, n, comment_paging_of(&site->settings, n, rank));
  if (!path)
    return ERR_NOMEM;
  *out = path;
  return OK;
}

enum err comment_location_of_new(struct site *site, struct arena *a,
    const struct article *article, const struct comment *c, const char **out) {
  const struct settings *s = &site->settings;
  bool alone = false;
  enum err e =
      c->parent_id ? OK : comment_shared_is_alone(site, a, article->id, &alone);
  if (e || !alone)
    return e ? e : comment_location_page(site, a, article, c, out);
  int64_t n = article->comment_count + (c->status != COMMENT_APPROVE);
  const char *path =
      comment_location_number(site, a, article, n, comment_paging_of(s, n, n - 1));
  if (!path)
    return ERR_NOMEM;
  *out = path;
  return OK;
}

enum err comment_location(struct site *site, struct arena *a,
    const struct article *article, const struct comment *c, const char **out) {
  const char *path = NULL;
  enum err e = comment_location_page(site, a, article, c, &path);
  if (e)
    return e;
  path = arena_printf(a, "%s#comment-%lld", path, (long long)c->id);
  if (!path)
    return ERR_NOMEM;
  *out = path;
  return OK;
}
