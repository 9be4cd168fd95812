/* Where the approved comments of an article are in its threads: IDs only, so that the
 * place of one among ten thousand is found without reading their texts. Errors beyond
 * those named: db/db.h. */
#ifndef DB_MODEL_COMMENT_PLACE_H
#define DB_MODEL_COMMENT_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"

struct comment_place {
  int64_t id;
  int64_t parent_id; /* the comment it replies to, of any status; 0: none */
};

/* Reads the approved comments of an article into the arena, by ID. The array has room
 * for one more, so that the caller can insert a comment that is not approved. */
enum err comment_places(struct db *s, struct arena *a, int64_t article,
    struct comment_place **out, size_t *count) MUST_USE;

/* Reads those with an ID of at least `from` into `list`, the `most` oldest of them. */
enum err comment_places_from(struct db *s, int64_t article, int64_t from, size_t most,
    struct comment_place *list, size_t *count) MUST_USE;

/* Whether any comment, of whatever status and article, replies to one with an ID from
 * `first` to `last`. */
enum err comment_place_has_replies(
    struct db *s, int64_t first, int64_t last, bool *out) MUST_USE;

/* Counts them. */
enum err comment_place_count(struct db *s, int64_t article, int64_t *out) MUST_USE;

#endif
