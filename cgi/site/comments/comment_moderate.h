/* Changes to comments by the site's owner: moderation and deletion. */
#ifndef SITE_COMMENTS_COMMENT_MODERATE_H
#define SITE_COMMENTS_COMMENT_MODERATE_H

#include <stdint.h>

#include "base/err.h"
#include "db/model/comment.h"
#include "site/core/site.h"

/* Inside txn_write: sets the status of a comment that has just been read; the article's
 * comment count and its pages follow. Setting the same status again changes nothing.
 * `a` is for what is needed meanwhile. */
enum err comment_moderate_within(struct db *s, struct arena *a, const struct comment *c,
    enum comment_status status) MUST_USE;

/* Deletes a comment and its private data for good. Replies to it move up to its parent.
 * ERR_NOT_FOUND. */
enum err comment_moderate_delete(struct site *site, int64_t id) MUST_USE;

/* Removes what was deleted from the files of the database as well, if that is not done
 * yet: db/db_forget.h. ERR_BUSY while somebody reads. */
enum err comment_forget_deleted(struct site *site) MUST_USE;

/* Forgets from which networks comments older than 30 days came, the limits that no
 * longer bind anybody, and what the write-ahead log still holds of deleted rows, unless
 * another process reads it at the moment. */
enum err comment_forget_networks(struct site *site, int64_t now) MUST_USE;

#endif
