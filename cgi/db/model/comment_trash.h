/* Spam and the trash, by how long comments have been there. Errors: db/db.h. */
#ifndef DB_MODEL_COMMENT_TRASH_H
#define DB_MODEL_COMMENT_TRASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"
#include "db/model/comment_row.h"

/* For `before` below: however long they have been there. Any other time leaves out
 * comments of which that is unknown. */
#define COMMENT_TRASH_ANY INT64_MAX

/* Counts the comments that have had `status`, which is spam or trash, since before
 * `before`. */
enum err comment_trash_count(
    struct db *s, enum comment_status status, int64_t before, int64_t *out) MUST_USE;

/* Reads the IDs of `most` of them at most into the arena, those that have had it for
 * the longest first. */
enum err comment_trash_ids(struct db *s, struct arena *a, enum comment_status status,
    int64_t before, size_t most, int64_t **out, size_t *count) MUST_USE;

/* Inside txn_write: lets spam and trash count from `now` on if its time is unknown or
 * after `latest`, for `most` comments at most. *changed is for how many. */
enum err comment_trash_redate(
    struct db *s, int64_t now, int64_t latest, int64_t most, int64_t *changed) MUST_USE;

/* What the scheduler knows of the clock; 0 before its first look. */
struct comment_trash_clock {
  int64_t seen;   /* its last time */
  int64_t steady; /* since when it has gone evenly */
};

enum err comment_trash_clock_read(
    struct db *s, struct comment_trash_clock *out) MUST_USE;
enum err comment_trash_clock_set(
    struct db *s, const struct comment_trash_clock *clock) MUST_USE;

#endif
