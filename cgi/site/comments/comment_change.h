/* Which pages of comments differ after a change. */
#ifndef SITE_COMMENTS_COMMENT_CHANGE_H
#define SITE_COMMENTS_COMMENT_CHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* Comments that were added to the approved ones of an article, or removed from them, as
 * txn_invalidate_comment has summed them up. */
struct comment_change {
  int64_t oldest, newest; /* their IDs are in this range */
  int64_t delta;          /* how many there are more; not 0 */
};

/* After such a change: the first and the last page that shows something else than
 * before. *first is larger than *last if there is none. All pages, 1 to INT64_MAX, if a
 * comment was deleted for good, if several were removed, or if some of several were
 * shown before. Takes time for each comment of the article. ERR_NOMEM, errors of the
 * database. */
enum err comment_change_pages(struct site *site, int64_t article,
    const struct comment_change *c, int64_t *first, int64_t *last) MUST_USE;

/* Sets *out to whether the change was only to add comments after all others, in threads
 * of their own. Of the pages that there were before, only the last can differ then: its
 * comments if the article itself shows the first page, and its links if that shows the
 * newest. False if that would take time to tell. Same errors. */
enum err comment_change_is_append(struct site *site, struct arena *a, int64_t article,
    const struct comment_change *c, bool *out) MUST_USE;

#endif
