/* Whether the blog's author is told of a comment by mail. */
#ifndef SITE_COMMENTS_COMMENT_TELL_H
#define SITE_COMMENTS_COMMENT_TELL_H

#include <stdint.h>

#include "base/err.h"
#include "db/model/comment_row.h"
#include "site/core/site.h"

/* Inside txn_write: notes that the comment `c` has arrived, with its ID and status, if
 * the settings want the author to be told. `again` is 0, or a number that differs for
 * each change of a comment that is to be told of once more. What kind of mail it is,
 * and who gets it, the sender decides. Errors of the database. */
enum err comment_tell(
    struct site *site, const struct comment *c, int64_t again, int64_t now) MUST_USE;

#endif
