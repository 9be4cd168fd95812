/* Articles that are translations of each other. An author names a key that all of them
 * share, or other articles; site/publish/translation_group.h derives the groups. What
 * writes must be called inside txn_write, and invalidates nothing. Errors beyond those
 * named: db/db.h. */
#ifndef DB_MODEL_TRANSLATION_H
#define DB_MODEL_TRANSLATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

/* More members of a group than these are not translations. */
enum { TRANSLATION_MOST = 100 };

/* What an author has written about one article. */
struct translation_names {
  const char *key; /* NULL: none */
  /* Slugs, or paths with slashes at both ends; at most TRANSLATION_MOST. */
  const char **articles;
  size_t count;
};

/* A public article of a group. */
struct translation {
  int64_t id;
  const char *lang; /* "": that of the site */
  const char *permalink;
};

/* Reads what was written about an article, into the arena. */
enum err translation_names(struct db *s, struct arena *a, int64_t article,
    struct translation_names *out) MUST_USE;

/* Replaces it. */
enum err translation_names_set(
    struct db *s, int64_t article, const struct translation_names *names) MUST_USE;

/* Calls `visit` for every article that names another, in order of ID. An error of the
 * visitor ends the walk and is returned. */
typedef enum err translation_visit(void *context, int64_t article, const char *name);
enum err translation_each_name(
    struct db *s, translation_visit *visit, void *context) MUST_USE;

/* Finds the public article, other than `self`, that `name` stands for. ERR_NOT_FOUND;
 * ERR_EXISTS for a slug that several articles have. */
enum err translation_resolve(
    struct db *s, const char *name, int64_t self, int64_t *out) MUST_USE;

/* Adds to `ids` the public articles with the key `key`, or those that name `article` by
 * its slug or one of its addresses; for such a slug, translation_resolve has the last
 * word. There is room for TRANSLATION_MOST. */
enum err translation_with_key(
    struct db *s, const char *key, int64_t *ids, size_t *count) MUST_USE;
enum err translation_naming(
    struct db *s, int64_t article, int64_t *ids, size_t *count) MUST_USE;

/* Sets *out to whether readers see the article. */
enum err translation_is_public(struct db *s, int64_t article, bool *out) MUST_USE;

/* The group of an article; 0: none. Setting 0 removes it from its group. */
enum err translation_group(struct db *s, int64_t article, int64_t *out) MUST_USE;
enum err translation_group_set(struct db *s, int64_t article, int64_t group) MUST_USE;

/* Lists the members of a group in order of ID, in the arena; none for the group 0. */
enum err translation_members(struct db *s, struct arena *a, int64_t group,
    struct translation **out, size_t *count) MUST_USE;

/* Stores the other members of the article's group in `ids`, which has room for
 * TRANSLATION_MOST. */
enum err translation_others(
    struct db *s, int64_t article, int64_t *ids, size_t *count) MUST_USE;

/* Calls `visit` with the ID of every group in order, and NULL. */
enum err translation_each_group(
    struct db *s, translation_visit *visit, void *context) MUST_USE;

#endif
