#include "site/comments/comment_shared.h"

#include <stdlib.h>

#include "site/core/translations.h"

/* The articles that share their comments. */
struct comment_shared {
  int64_t *ids;
  size_t count; /* at least 1: the article itself */
};

static enum err comment_shared_articles(
    struct site *site, struct arena *a, int64_t article, struct comment_shared *out) {
  struct translation_links links = {.count = 0};
  if (site->settings.shares_comments) {
    enum err e = translations_of(site, a, article, &links);
    if (e)
      return e;
  }
  *out = (struct comment_shared){arena_array(a, links.count + 1, sizeof *out->ids), 0};
  if (!out->ids)
    return ERR_NOMEM;
  for (size_t i = 0; i < links.count; i++)
    out->ids[out->count++] = links.items[i].id;
  if (!out->count)
    out->ids[out->count++] = article;
  return OK;
}

enum err comment_shared_has(
    struct site *site, struct arena *a, int64_t article, int64_t other, bool *out) {
  struct comment_shared all;
  bool found = article == other;
  /* The usual case, which needs no query. */
  if (!found && site->settings.shares_comments) {
    enum err e = comment_shared_articles(site, a, article, &all);
    if (e)
      return e;
    for (size_t i = 0; !found && i < all.count; i++)
      found = all.ids[i] == other;
  }
  *out = found;
  return OK;
}

enum err comment_shared_count(
    struct site *site, struct arena *a, int64_t article, int64_t *out) {
  struct comment_shared all;
  int64_t sum = 0;
  enum err e = comment_shared_articles(site, a, article, &all);
  for (size_t i = 0; !e && i < all.count; i++) {
    int64_t n = 0;
    e = comment_place_count(site->db, all.ids[i], &n);
    sum += n;
  }
  if (!e)
    *out = sum;
  return e;
}

static int comment_shared_by_id(const void *a, const void *b) {
  const struct comment_place *x = a, *y = b;
  return (x->id > y->id) - (x->id < y->id);
}

enum err comment_shared_places(struct site *site, struct arena *a, int64_t article,
    struct comment_place **out, size_t *count) {
  struct comment_shared all;
  struct comment_place *list = NULL;
  size_t n = 0, room = 0;
  enum err e = comment_shared_articles(site, a, article, &all);
  if (!e && all.count == 1)
    return comment_places(site->db, a, all.ids[0], out, count);
  for (size_t i = 0; !e && i < all.count; i++) {
    struct comment_place *own = NULL;
    size_t more = 0;
    e = comment_places(site->db, a, all.ids[i], &own, &more);
    for (size_t k = 0; !e && k < more; k++) {
      list = arena_grow(a, list, n, &room, sizeof *list);
      if (list)
        list[n++] = own[k];
      else
        e = ERR_NOMEM;
    }
  }
  /* The room for one more. */
  list = e ? NULL : arena_grow(a, list, n, &room, sizeof *list);
  if (!list)
    return e ? e : ERR_NOMEM;
  qsort(list, n, sizeof *list, comment_shared_by_id);
  *out = list;
  *count = n;
  return OK;
}

enum err comment_shared_places_from(struct site *site, struct arena *a, int64_t article,
    int64_t from, size_t most, struct comment_place **out, size_t *count) {
  struct comment_shared all;
  size_t n = 0;
  enum err e = comment_shared_articles(site, a, article, &all);
  struct comment_place *list =
      e ? NULL : arena_array(a, (most + 1) * all.count, sizeof *list);
  if (!list)
    return e ? e : ERR_NOMEM;
  for (size_t i = 0; !e && i < all.count; i++) {
    size_t more = 0;
    e = comment_places_from(site->db, all.ids[i], from, most + 1, list + n, &more);
    n += more;
  }
  if (!e) {
    *out = list;
    *count = n;
  }
  return e;
}

enum err comment_shared_is_alone(
    struct site *site, struct arena *a, int64_t article, bool *out) {
  struct comment_shared all;
  enum err e = comment_shared_articles(site, a, article, &all);
  if (!e)
    *out = all.count == 1;
  return e;
}

static int comment_shared_by_time(const void *a, const void *b) {
  const struct comment *x = a, *y = b;
  if (x->created_at != y->created_at)
    return x->created_at < y->created_at ? 1 : -1;
  return (x->id < y->id) - (x->id > y->id);
}

enum err comment_shared_newest(struct site *site, struct arena *a, int64_t article,
    size_t most, struct comment **out, size_t *count) {
  struct comment_shared all = {.count = 0};
  size_t n = 0;
  enum err e = OK;
  /* 0: of all articles, which has nothing to join. */
  if (article)
    e = comment_shared_articles(site, a, article, &all);
  if (!e && all.count < 2)
    return comment_newest(site->db, a, article, most, out, count);
  struct comment *list = e ? NULL : arena_array(a, most * all.count + 1, sizeof *list);
  if (!list)
    return e ? e : ERR_NOMEM;
  for (size_t i = 0; !e && i < all.count; i++) {
    struct comment *own = NULL;
    size_t more = 0;
    e = comment_newest(site->db, a, all.ids[i], most, &own, &more);
    for (size_t k = 0; !e && k < more; k++)
      list[n++] = own[k];
  }
  if (e)
    return e;
  qsort(list, n, sizeof *list, comment_shared_by_time);
  *out = list;
  *count = n < most ? n : most;
  return OK;
}
