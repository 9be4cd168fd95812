#include "site/publish/related_update.h"

#include <stdlib.h>
#include <string.h>

#include "db/model/related.h"
#include "db/txn.h"
#include "site/publish/related_keys.h"

/* For the keys and lists of one article. */
enum { QUEUE_MEMORY = 1 << 20 };

/* Articles with less in common than one word of six letters are related by chance. */
enum { LEAST = 6 };

struct candidate {
  int64_t id, position;
  int common; /* sum of the weights of shared keys */
  int score;  /* the same, but rare keys count more */
};

/* Every neighbour by every key: the arrays are on the stack. */
enum { MOST_CANDIDATES = RELATED_KEYS * 2 * RELATED_REACH };

/* A key at another position is another one: the article has other neighbours there. */
static bool related_update_has_key(
    const struct related_keys *k, const char *key, int64_t position) {
  bool found = false;
  for (size_t i = 0; !found && i < k->count && k->position == position; i++)
    found = strcmp(k->keys[i], key) == 0;
  return found;
}

/* Applies `change` to those of `keys` that are not among `others`, and makes the lists
 * due that this can affect: those of the articles close to it under that key. */
static enum err related_update_change_keys(struct db *s, int64_t article,
    enum err change(struct db *, int64_t, const char *, int64_t),
    const struct related_keys *keys, const struct related_keys *others, bool *differ) {
  enum err e = OK;
  for (size_t i = 0; !e && i < keys->count; i++) {
    const char *key = keys->keys[i];
    if (related_update_has_key(others, key, keys->position))
      continue;
    *differ = true;
    e = change(s, article, key, keys->position);
    if (!e)
      e = related_add_due_around(s, key, keys->position);
  }
  return e;
}

/* Replaces the keys of an article. */
static enum err related_update_replace_keys(struct db *s, int64_t article,
    const struct related_keys *old, const struct related_keys *new) {
  bool differ = false;
  /* Keys that stay are not touched, so that a change of one tag does not make the
   * neighbours by all other keys due. */
  enum err e =
      related_update_change_keys(s, article, related_drop_key, old, new, &differ);
  if (!e)
    e = related_update_change_keys(s, article, related_put_key, new, old, &differ);
  /* The article's own list depends on its keys as well. */
  return e || !differ ? e : related_add_due(s, article);
}

/* Called for drafts as well, which have no new keys: old ones are removed. */
enum err related_update_set(
    struct db *s, struct arena *a, const struct article *article) {
  struct related_keys old, new;
  enum err e = related_keys(s, a, article->id, &old);
  if (!e)
    e = related_keys_find(s, a, article, &new);
  return e ? e : related_update_replace_keys(s, article->id, &old, &new);
}

enum err related_update_invalidate(struct db *s, struct arena *a, int64_t article) {
  int64_t *naming = NULL;
  size_t n = 0;
  enum err e = related_referrers(s, a, article, &naming, &n);
  for (size_t i = 0; !e && i < n; i++)
    e = txn_invalidate(s, DEP_NEIGHBOURS, naming[i]);
  return e;
}

enum err related_update_leave(struct db *s, struct arena *a, int64_t article) {
  const struct related_keys none = {.count = 0};
  const struct related_list empty = {.count = 0};
  struct related_keys old;
  enum err e = related_keys(s, a, article, &old);
  if (!e)
    e = related_update_replace_keys(s, article, &old, &none);
  if (!e)
    e = related_drop_due(s, article);
  if (!e)
    /* Must precede related_forget, which deletes the rows that name the article: these
     * rows are the only record of the pages that show it. */
    e = related_update_invalidate(s, a, article);
  if (!e)
    e = related_forget(s, article);
  return e ? e : related_write(s, article, &empty);
}

static int related_update_by_id(const void *a, const void *b) {
  const struct candidate *x = a, *y = b;
  return (x->id > y->id) - (x->id < y->id);
}

/* Of equals, the newer article wins. */
static int related_update_best_first(const void *a, const void *b) {
  const struct candidate *x = a, *y = b;
  int order = (x->score < y->score) - (x->score > y->score);
  return order ? order : (x->position < y->position) - (x->position > y->position);
}

/* Merges candidates found by several keys, adding up their scores. */
static size_t related_update_add_up(struct candidate *c, size_t count) {
  size_t kept = 0;
  if (count)
    qsort(c, count, sizeof *c, related_update_by_id);
  for (size_t i = 0; i < count; i++)
    if (kept && c[kept - 1].id == c[i].id) {
      c[kept - 1].common += c[i].common;
      c[kept - 1].score += c[i].score;
    } else
      c[kept++] = c[i];
  return kept;
}

static enum err related_update_find_by_key(struct db *s, const char *key,
    int64_t position, struct candidate *c, size_t *count) {
  struct related_neighbour near[2 * RELATED_REACH];
  size_t n = 0;
  enum err e = related_find_neighbours(s, key, position, near, &n);
  /* A key has at most 2 * RELATED_REACH neighbours. So `rare` is between that and its
   * double: a rare key counts at most twice as much. */
  int weight = related_keys_weight(key), rare = 4 * RELATED_REACH - (int)n;
  for (size_t i = 0; !e && i < n; i++)
    c[(*count)++] =
        (struct candidate){near[i].id, near[i].position, weight, weight * rare};
  return e;
}

static enum err related_update_find(
    struct db *s, struct arena *a, int64_t article, struct related_list *out) {
  struct candidate c[MOST_CANDIDATES];
  struct related_keys keys;
  size_t n = 0;
  out->count = 0;
  enum err e = related_keys(s, a, article, &keys);
  for (size_t i = 0; !e && i < keys.count; i++)
    e = related_update_find_by_key(s, keys.keys[i], keys.position, c, &n);
  n = related_update_add_up(c, n);
  if (n)
    qsort(c, n, sizeof *c, related_update_best_first);
  for (size_t i = 0; i < n && out->count < RELATED_SHOWN; i++)
    /* By `common` and not by `score`, so that rarity alone makes nothing related. */
    if (c[i].common >= LEAST)
      out->ids[out->count++] = c[i].id;
  return e;
}

static bool related_update_are_same(
    const struct related_list *x, const struct related_list *y) {
  return x->count == y->count && memcmp(x->ids, y->ids, x->count * sizeof *x->ids) == 0;
}

static enum err related_update_one(struct db *s, struct arena *a, int64_t article) {
  struct related_list old, new;
  enum err e = related_read(s, article, &old);
  if (!e)
    e = related_update_find(s, a, article, &new);
  /* Most lists stay the same. Writing them again would evict pages that have not
   * changed. */
  if (!e && !related_update_are_same(&old, &new)) {
    e = related_write(s, article, &new);
    if (!e)
      e = txn_invalidate(s, DEP_NEIGHBOURS, article);
  }
  return e ? e : related_drop_due(s, article);
}

const struct work_queue related_queue = {
    related_next_due, NULL, related_update_one, QUEUE_MEMORY};
