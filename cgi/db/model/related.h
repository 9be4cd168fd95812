/* Which articles are related: what each is found by, what stands near it there, and the
 * list its page shows. The rules are those of site/publish/related_update.h. Written
 * inside txn_write. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_RELATED_H
#define DB_MODEL_RELATED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

enum {
  RELATED_SHOWN = 4, /* most articles in a list */
  RELATED_REACH = 5, /* so many newer and so many older ones of a key are near */
  RELATED_KEYS = 15  /* most keys of an article */
};

/* What an article is found by. */
struct related_keys {
  const char *keys[RELATED_KEYS];
  size_t count;
  int64_t position; /* the article's; the same for all */
};

/* Those of an article, in the arena. */
enum err related_keys(
    struct db *s, struct arena *a, int64_t article, struct related_keys *out) MUST_USE;

enum err related_put_key(
    struct db *s, int64_t article, const char *key, int64_t position) MUST_USE;
enum err related_drop_key(
    struct db *s, int64_t article, const char *key, int64_t position) MUST_USE;

/* An article near another by a key. */
struct related_neighbour {
  int64_t id, position;
};

/* Those next to a position by a key, at most RELATED_REACH on either side, behind the
 * *count in `out`, which has room for 2 * RELATED_REACH more. */
enum err related_find_neighbours(struct db *s, const char *key, int64_t position,
    struct related_neighbour *out, size_t *count) MUST_USE;

/* The ids a list holds, the best first. */
struct related_list {
  int64_t ids[RELATED_SHOWN];
  size_t count;
};
enum err related_read(struct db *s, int64_t article, struct related_list *out) MUST_USE;
enum err related_write(
    struct db *s, int64_t article, const struct related_list *list) MUST_USE;

/* The articles that have this one in their lists, in the arena; and takes it out of
 * them. */
enum err related_referrers(struct db *s, struct arena *a, int64_t article,
    int64_t **out, size_t *count) MUST_USE;
enum err related_forget(struct db *s, int64_t article) MUST_USE;

/* Notes that the list of an article must be recomputed, or the lists of all articles
 * near a position by a key; finds the smallest id of those noted (*found is false if
 * there is none); and removes one. */
enum err related_add_due(struct db *s, int64_t article) MUST_USE;
enum err related_add_due_around(
    struct db *s, const char *key, int64_t position) MUST_USE;
enum err related_next_due(struct db *s, bool *found, int64_t *article) MUST_USE;
enum err related_drop_due(struct db *s, int64_t article) MUST_USE;

#endif
