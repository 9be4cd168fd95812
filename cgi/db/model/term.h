/* What articles are filed under: categories, tags, and their authors. Errors beyond
 * those named: db/db.h. */
#ifndef DB_MODEL_TERM_H
#define DB_MODEL_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

struct term {
  int64_t id;
  int64_t parent_id; /* categories; 0: none */
  const char *slug;  /* a category's whole path, "a/b" */
  const char *name;
};

enum term_kind { TERM_CATEGORY, TERM_TAG, TERM_AUTHOR };

/* By slug (a category by its path), in the arena. ERR_NOT_FOUND. */
enum err term_find(struct db *s, struct arena *a, enum term_kind kind, const char *slug,
    struct term *out) MUST_USE;

/* By id. */
enum err term_by_id(struct db *s, struct arena *a, enum term_kind kind, int64_t id,
    struct term *out) MUST_USE;

/* The term whose slug is the first after `slug` ("" for the first of all); a category
 * comes after its parents. At the end *found is false. */
enum err term_after(struct db *s, struct arena *a, enum term_kind kind,
    const char *slug, bool *found, struct term *out) MUST_USE;

/* The term of that slug, made with `name` if there is none. For a category `slug` is
 * its last component and `parent` the one above it (NULL: top). An author is found by
 * name as well. Inside txn_write. */
enum err term_ensure(struct db *s, struct arena *a, enum term_kind kind,
    const struct term *parent, const char *slug, const char *name,
    struct term *out) MUST_USE;

/* The categories or tags of an article (`kind` is never TERM_AUTHOR), by name, in the
 * arena; LIMIT_TERMS at most. */
enum err term_of_article(struct db *s, struct arena *a, enum term_kind kind,
    int64_t article, struct term **out, size_t *count) MUST_USE;

/* Replaces the categories or tags of an article (`kind` is never TERM_AUTHOR).
 * ERR_EXISTS where there is no such article or term. Inside txn_write. */
enum err term_set_for_article(struct db *s, enum term_kind kind, int64_t article,
    const int64_t *ids, size_t count) MUST_USE;

/* The category above `id`: 0 where it is a top one. ERR_NOT_FOUND. */
enum err term_parent(struct db *s, int64_t id, int64_t *parent) MUST_USE;

/* Top categories that hold published posts, by name, in the arena; 30 at most. */
enum err term_top_categories(
    struct db *s, struct arena *a, struct term **out, size_t *count) MUST_USE;

#endif
