/* Which articles have closed for comments because of their age, as far as pages have
 * been told. Errors: db/db.h. */
#ifndef DB_MODEL_CLOSING_H
#define DB_MODEL_CLOSING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* What the scheduler remembers between two runs. */
struct closing_state {
  int64_t days;  /* the setting for which `until` holds */
  int64_t until; /* pages of articles up to this position show that they are closed */
};

enum err closing_state_read(struct db *s, struct closing_state *out) MUST_USE;
enum err closing_state_set(struct db *s, const struct closing_state *state) MUST_USE;

/* Finds the first article by position, after `after` and up to `until`, whose author
 * allows comments. *found is false if there is none. */
enum err closing_next(struct db *s, int64_t after, int64_t until, bool *found,
    int64_t *id, int64_t *position) MUST_USE;

#endif
