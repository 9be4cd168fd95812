/* Former versions of articles. What writes must be called inside txn_write. Errors
 * beyond those named: db/db.h. */
#ifndef DB_MODEL_ARTICLE_REVISION_H
#define DB_MODEL_ARTICLE_REVISION_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct db;

struct article_revision {
  int64_t number;   /* from 1 on, never used again while the article has a later one */
  int64_t saved_at; /* microseconds since 1970 */
  const char *command; /* that saved it; "": not known */
  const char *text;    /* front matter and body */
};

/* Lists those of an article in the arena, oldest first. *next is the present version:
 * its number, and when and by what it was saved, as far as known; its text is NULL.
 * ERR_NOT_FOUND if there is no such article. */
enum err article_revision_list(struct db *s, struct arena *a, int64_t article,
    struct article_revision **out, size_t *count,
    struct article_revision *next) MUST_USE;

/* Reads one into the arena. ERR_NOT_FOUND. */
enum err article_revision_read(struct db *s, struct arena *a, int64_t article,
    int64_t number, struct article_revision *out) MUST_USE;

/* Adds `text`, the version that is being replaced at `now` by the command, as the
 * newest. */
enum err article_revision_add(struct db *s, int64_t article, const char *text,
    int64_t now, const char *command) MUST_USE;

/* Removes all but the newest `most`. */
enum err article_revision_trim(struct db *s, int64_t article, int64_t most) MUST_USE;

#endif
