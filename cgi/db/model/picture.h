/* What is known about the pictures in media/. Errors: db/db.h. */
#ifndef DB_MODEL_PICTURE_H
#define DB_MODEL_PICTURE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

struct picture {
  const char *name;      /* its path in media/ */
  int64_t size, changed; /* of the file: bytes; modification time in nanoseconds */
  const char *recipe;    /* how the copies were made */
  int64_t width, height; /* as it is shown; 0: unknown */
  const char *hash;      /* the names of the copies begin with it */
  const char *copies;    /* formats and widths, "webp:400,800;=jpg:400"; "" */
  const char *fault;     /* why there are no copies; "" */
};

/* Reads the row of a picture into the arena. ERR_NOT_FOUND. */
enum err picture_find(
    struct db *s, struct arena *a, const char *name, struct picture *out) MUST_USE;

/* Reads the row after `name` in the order of names; begin with "". At the end *found is
 * false. */
enum err picture_next(struct db *s, struct arena *a, const char *name, bool *found,
    struct picture *out) MUST_USE;

/* True in *out if copies of that hash belong to any picture. */
enum err picture_has_hash(struct db *s, const char *hash, bool *out) MUST_USE;

/* Adds or replaces a row. Inside txn_write. */
enum err picture_put(struct db *s, const struct picture *p) MUST_USE;

/* Deletes a row, if there is one. Inside txn_write. */
enum err picture_drop(struct db *s, const char *name) MUST_USE;

#endif
