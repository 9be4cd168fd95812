/* Finds one article at a time: the next by ID, next to another, or the next for which a
 * change is due. Only one row is read per call, so that a walk over all articles keeps
 * no read transaction open. Errors: db/db.h. */
#ifndef DB_MODEL_ARTICLE_NEXT_H
#define DB_MODEL_ARTICLE_NEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

/* Moves *id to the smallest article ID above it; begin with 0. At the end *found is
 * false. */
enum err article_next(struct db *s, bool *found, int64_t *id) MUST_USE;

/* Moves *id to the smallest ID above it of a public article, with its permalink in the
 * arena. At the end *found is false. */
enum err article_next_public(
    struct db *s, struct arena *a, bool *found, int64_t *id, char **permalink) MUST_USE;

/* Finds the article next to a position: the oldest of the newer ones, or the newest of
 * the older ones. *found is false if there is none. */
enum err article_next_to(
    struct db *s, int64_t position, bool newer, bool *found, int64_t *id) MUST_USE;

/* Finds an article for which a change is due at `now`, in microseconds since 1970, and
 * which change. *found is false if there is none. */
enum article_due { DUE_PUBLISH, DUE_EXPIRE };
enum err article_next_due(struct db *s, int64_t now, bool *found,
    enum article_due *what, int64_t *id) MUST_USE;

#endif
