/* Comments as the author sees and moderates them at the command line. Everything that
 * writes must be called inside txn_write. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_COMMENT_ADMIN_H
#define DB_MODEL_COMMENT_ADMIN_H

#include <stdint.h>

#include "db/db.h"
#include "db/model/comment_row.h"

/* Which comments to list. */
struct comment_admin_filter {
  int status;         /* an enum comment_status; -1: any */
  int64_t article_id; /* 0: any */
};

/* Calls `visit` for each, newest first; `email` is "" if none is stored. An error of
 * the visitor ends the list and is returned. */
typedef enum err comment_admin_visit(
    void *context, const struct comment *c, const char *email);
enum err comment_admin_each(struct db *s, struct arena *a,
    const struct comment_admin_filter *f, comment_admin_visit *visit,
    void *context) MUST_USE;

/* Reads a comment's email address into the arena; "" if none is stored or there is no
 * such comment. */
enum err comment_admin_email(
    struct db *s, struct arena *a, int64_t id, const char **out) MUST_USE;

/* Counts the comments of an article (0: of all) by enum comment_status. */
enum err comment_admin_count(struct db *s, int64_t article, int64_t out[4]) MUST_USE;

/* Replaces author, url, source, html, renderer and digest of the comment c->id, and
 * notes that it was edited: an import does not rewrite it any more. */
enum err comment_admin_edit(
    struct db *s, const struct comment *c, int64_t now) MUST_USE;

/* Makes the replies to a comment replies to `parent` (0: to none). *moved is how many.
 */
enum err comment_admin_move_replies(
    struct db *s, int64_t id, int64_t parent, int64_t *moved) MUST_USE;

/* Deletes all comments of an article, and what is known of those deleted earlier. */
enum err comment_admin_delete_all(struct db *s, int64_t article) MUST_USE;

/* Deletes the network hashes of comments from before `before` and after `after`. */
enum err comment_admin_forget_networks(
    struct db *s, int64_t before, int64_t after) MUST_USE;

#endif
