/* What the hub of the feeds knows (https://www.w3.org/TR/websub/). Errors: db/db.h. */
#ifndef DB_MODEL_WEBSUB_H
#define DB_MODEL_WEBSUB_H

#include <stdint.h>

#include "base/err.h"
#include "db/db.h"

/* Reads the position of the newest public post; 0: there is none. */
enum err websub_newest(struct db *s, int64_t *position) MUST_USE;

/* Reads the position of the one that the hub has been told of; 0: of none, less: it
 * must be told again. */
enum err websub_told(struct db *s, int64_t *position) MUST_USE;

/* Records that it has been told, unless something else was recorded since websub_told
 * gave `before`. Inside txn_write. */
enum err websub_set_told(struct db *s, int64_t position, int64_t before) MUST_USE;

/* Records that it must be told again. Inside txn_write. */
enum err websub_forget(struct db *s) MUST_USE;

#endif
