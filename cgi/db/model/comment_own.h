/* What the sender of a comment changes in it, by the link that they got. For ROLE_LINK.
 * Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_COMMENT_OWN_H
#define DB_MODEL_COMMENT_OWN_H

#include <stdint.h>

#include "db/db.h"
#include "db/model/comment_row.h"

/* Inside txn_write: replaces author, url, source, html, renderer and digest of the
 * comment c->id, and notes that its sender has changed it at `now`. */
enum err comment_own_revise(
    struct db *s, const struct comment *c, int64_t now) MUST_USE;

#endif
