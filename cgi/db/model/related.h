/* Related articles: the keys of each article, its neighbours by a key, and the list
 * that its page shows. site/publish/related_update.h has the rules. Everything that
 * writes must be called inside txn_write. Errors beyond those named: db/db.h. */
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
  RELATED_REACH = 5, /* neighbours of an article by a key, on either side in time */
  RELATED_KEYS = 15  /* most keys of an article */
};

/* The keys of an article: its tags, and words of its title. */
struct related_keys {
  const char *keys[RELATED_KEYS];
  size_t count;
  int64_t position; /* of the article */
};

/* Reads the keys of an article into the arena. */
enum err related_keys(
    struct db *s, struct arena *a, int64_t article, struct related_keys *out) MUST_USE;

/* Adds a key of an article, or removes one. */
enum err related_put_key(
    struct db *s, int64_t article, const char *key, int64_t position) MUST_USE;
enum err related_drop_key(
    struct db *s, int64_t article, const char *key, int64_t position) MUST_USE;

/* An article that shares a key with another and is close to it in time. */
struct related_neighbour {
  int64_t id, position;
};

/* Appends the neighbours of a position by a key to the *count items in `out`, which has
 * room for 2 * RELATED_REACH more. */
enum err related_find_neighbours(struct db *s, const char *key, int64_t position,
    struct related_neighbour *out, size_t *count) MUST_USE;

/* The list that the page of an article shows, the best first. */
struct related_list {
  int64_t ids[RELATED_SHOWN];
  size_t count;
};
enum err related_read(struct db *s, int64_t article, struct related_list *out) MUST_USE;
enum err related_write(
    struct db *s, int64_t article, const struct related_list *list) MUST_USE;

/* Lists the articles that have this one in their lists, in the arena. */
enum err related_referrers(struct db *s, struct arena *a, int64_t article,
    int64_t **out, size_t *count) MUST_USE;

/* Removes an article from the lists of others. */
enum err related_forget(struct db *s, int64_t article) MUST_USE;

/* The queue of articles whose lists must be recomputed: adds an article; adds the
 * neighbours of a position by a key; finds the article with the smallest id (*found is
 * false if there is none); removes one. */
enum err related_add_due(struct db *s, int64_t article) MUST_USE;
enum err related_add_due_around(
    struct db *s, const char *key, int64_t position) MUST_USE;
enum err related_next_due(struct db *s, bool *found, int64_t *article) MUST_USE;
enum err related_drop_due(struct db *s, int64_t article) MUST_USE;

#endif
