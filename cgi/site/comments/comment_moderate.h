/* Changes to comments by the author: state and deletion. */
#ifndef SITE_COMMENTS_COMMENT_MODERATE_H
#define SITE_COMMENTS_COMMENT_MODERATE_H

#include <stdint.h>

#include "base/err.h"
#include "db/model/comment.h"
#include "site/core/site.h"

/* Gives a comment another state; the article's count and pages follow. Doing it twice
 * changes nothing. ERR_NOT_FOUND. */
enum err comment_moderate(
    struct site *site, int64_t id, enum comment_status status) MUST_USE;

/* Deletes a comment and its private rows for good; answers to it move up. */
enum err comment_moderate_delete(struct site *site, int64_t id) MUST_USE;

/* Forgets where comments older than 30 days came from. */
enum err comment_forget_networks(struct site *site, int64_t now) MUST_USE;

#endif
