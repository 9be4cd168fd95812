/* Comments as the author at the command line sees and changes them. Errors beyond those
 * named: db/db.h. */
#ifndef DB_MODEL_COMMENT_ADMIN_H
#define DB_MODEL_COMMENT_ADMIN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "db/model/comment.h"

/* Which comments: -1 or 0 means any. */
struct moderation_filter {
  int status;
  int64_t article_id;
};

/* Calls `visit` for each, newest first; `email` is "" where none is kept. An error of
 * `visit` ends the list and is returned. */
typedef enum err moderation_visit(
    void *context, const struct comment *c, const char *email);
enum err moderation_each(struct db *s, struct arena *a,
    const struct moderation_filter *f, moderation_visit *visit, void *context) MUST_USE;

/* One comment's e-mail address; "" where none is kept or there is no such comment. */
enum err moderation_email(
    struct db *s, struct arena *a, int64_t id, const char **out) MUST_USE;

/* How many comments of an article (0: of all) have each status. */
enum err moderation_count(struct db *s, int64_t article, int64_t out[4]) MUST_USE;

/* Changes a comment's state; moves the replies to it up to `parent` (0: to none) and
 * counts them; removes it with its private rows for good, ERR_EXISTS while replies hang
 * on it (that it was there is remembered of an imported one). No such comment is no
 * error. Inside txn_write. */
enum err moderation_set(struct db *s, int64_t id, enum comment_status status) MUST_USE;
enum err moderation_adopt(
    struct db *s, int64_t id, int64_t parent, int64_t *moved) MUST_USE;
enum err moderation_delete(struct db *s, int64_t id) MUST_USE;

/* Removes all comments of an article with their private rows. Inside txn_write. */
enum err moderation_delete_all(struct db *s, int64_t article) MUST_USE;

/* Removes the network hashes older than `before`. Inside txn_write. */
enum err moderation_forget_networks(struct db *s, int64_t before) MUST_USE;

#endif
