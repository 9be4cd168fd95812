/* Slugs of articles, public ones unless said otherwise. Strings live in the arena
 * given. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_ARTICLE_SLUG_H
#define DB_MODEL_ARTICLE_SLUG_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

struct article_slug {
  int64_t id;
  const char *slug;
};

/* Reads the `most` slugs from `slug` on in byte order, and the `most` before it. `out`
 * has room for 2 * `most`; *count is how many there are. */
enum err article_slugs_around(struct db *s, struct arena *a, const char *slug,
    size_t most, struct article_slug *out, size_t *count) MUST_USE;

/* Reads the slug of an article. ERR_NOT_FOUND if it is not public. */
enum err article_slug_of(
    struct db *s, struct arena *a, int64_t id, const char **out) MUST_USE;

/* Finds the articles of any status with that slug, the oldest first, `most` at most.
 * For ROLE_COMMAND. */
enum err article_slug_find(
    struct db *s, const char *slug, size_t most, int64_t *ids, size_t *count) MUST_USE;

/* Finds a page of any status by the slugs of its parents and its own, "about/team".
 * ERR_NOT_FOUND. */
enum err article_slug_find_page(struct db *s, const char *slugs, int64_t *id) MUST_USE;

#endif
