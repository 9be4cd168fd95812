/* What articles are filed under: categories, tags, and their authors. Strings live in
 * the arena. Errors beyond those named: db/db.h. */
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
  int64_t parent_id; /* of a category; 0: none */
  const char *slug;  /* of a category its whole path, "a/b" */
  const char *name;
};

enum term_kind { TERM_CATEGORY, TERM_TAG, TERM_AUTHOR };

/* Finds a term by its slug, a category by its path. ERR_NOT_FOUND. */
enum err term_find(struct db *s, struct arena *a, enum term_kind kind, const char *slug,
    struct term *out) MUST_USE;

/* Finds a term by its id. ERR_NOT_FOUND. */
enum err term_by_id(struct db *s, struct arena *a, enum term_kind kind, int64_t id,
    struct term *out) MUST_USE;

/* Finds the term whose slug is the first after `slug` ("": the first of all). A
 * category comes after its parents. At the end *found is false. */
enum err term_after(struct db *s, struct arena *a, enum term_kind kind,
    const char *slug, bool *found, struct term *out) MUST_USE;

/* Finds terms that have public posts, among the `most` terms whose slugs (of
 * categories: paths) are the first from `slug` on, in byte order, and the `most` before
 * it. `out` has room for 2 * `most`; *count is how many there are. parent_id is not
 * read. */
enum err term_around(struct db *s, struct arena *a, enum term_kind kind,
    const char *slug, size_t most, struct term *out, size_t *count) MUST_USE;

/* Inside txn_write: finds the term with that slug, or adds it with `name`. For a
 * category, `slug` is the last component and `parent` the category above it (NULL:
 * none). An author is found by name as well. */
enum err term_ensure(struct db *s, struct arena *a, enum term_kind kind,
    const struct term *parent, const char *slug, const char *name,
    struct term *out) MUST_USE;

/* Lists the categories or tags of an article by name, LIMIT_TERMS at most. `kind` is
 * not TERM_AUTHOR. */
enum err term_of_article(struct db *s, struct arena *a, enum term_kind kind,
    int64_t article, struct term **out, size_t *count) MUST_USE;

/* Inside txn_write: replaces the categories or tags of an article. `kind` is not
 * TERM_AUTHOR. ERR_EXISTS if there is no such article or term. */
enum err term_set_for_article(struct db *s, enum term_kind kind, int64_t article,
    const int64_t *ids, size_t count) MUST_USE;

/* *parent is the category above the category `id`; 0 if there is none. ERR_NOT_FOUND if
 * there is no such category. */
enum err term_parent(struct db *s, int64_t id, int64_t *parent) MUST_USE;

/* Lists the categories without a parent that have public posts, by name; 30 at most. */
enum err term_top_categories(
    struct db *s, struct arena *a, struct term **out, size_t *count) MUST_USE;

#endif
