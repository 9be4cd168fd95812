/* Which pages of comments differ after a change. */
#ifndef SITE_COMMENTS_COMMENT_CHANGE_H
#define SITE_COMMENTS_COMMENT_CHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "site/core/site.h"

/* After a comment of the article was added to its approved ones (or, if not `added`,
 * removed from them): the first and the last page that shows something else than
 * before. *first is larger than *last if there is none. If the comment was deleted for
 * good, all pages. ERR_NOMEM, errors of the database. */
enum err comment_change_pages(struct site *site, int64_t article, int64_t comment,
    bool added, int64_t *first, int64_t *last) MUST_USE;

#endif
