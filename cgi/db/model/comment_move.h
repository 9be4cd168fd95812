/* Comments that change to another article. Errors: db/db.h. */
#ifndef DB_MODEL_COMMENT_MOVE_H
#define DB_MODEL_COMMENT_MOVE_H

#include <stdbool.h>
#include <stdint.h>

#include "db/db.h"

/* Calls `visit` for each reply to a comment that is on `article`, of any status. An
 * error of the visitor ends the walk and is returned. */
typedef enum err comment_move_visit(void *context, int64_t id);
enum err comment_move_replies(struct db *s, int64_t id, int64_t article,
    comment_move_visit *visit, void *context) MUST_USE;

/* Inside txn_write: puts a comment on the article `to`. One that was imported belongs
 * to its source no longer, and importing that again does not add it a second time. */
enum err comment_move_to(struct db *s, int64_t id, int64_t to) MUST_USE;

/* Inside txn_write: of a comment on `article` that replies to one on another, makes one
 * that replies to none. *changed is whether it did. */
enum err comment_move_detach(
    struct db *s, int64_t id, int64_t article, bool *changed) MUST_USE;

#endif
