/* How far the excerpts of a site have been made again by the present version. Errors:
 * db/db.h. */
#ifndef DB_MODEL_EXCERPT_H
#define DB_MODEL_EXCERPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* Finds the next article whose excerpt `version` has not looked at; *id is 0 if there
 * is no other one, but that has not been recorded. *found is false if all is done. */
enum err excerpt_next(struct db *s, int version, bool *found, int64_t *id) MUST_USE;

/* Records that `version` has looked at all articles up to `id`; 0: at all. */
enum err excerpt_set_done(struct db *s, int version, int64_t id) MUST_USE;

/* Replaces the excerpt of an article. Inside txn_write. */
enum err excerpt_set(struct db *s, int64_t id, const char *excerpt) MUST_USE;

#endif
