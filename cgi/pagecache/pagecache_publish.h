/* Puts rendered pages into the cache, unless they are out of date by then. */
#ifndef PAGECACHE_PAGECACHE_PUBLISH_H
#define PAGECACHE_PAGECACHE_PUBLISH_H

#include <stdbool.h>

#include "base/err.h"
#include "pagecache/pagecache_types.h"

struct pagecache;

/* Called while writers are excluded: whether the page that was rendered is still
 * current. It must read the database in a new transaction. */
typedef bool pagecache_is_current(void *context);

/* Compresses the page and stores it in every encoding. After an error it is not stored,
 * but can be sent to the reader all the same. ERR_EXISTS if it was overtaken: the epoch
 * or the render key is another, or `is_current` returned false. ERR_TOO_LARGE if the
 * cache is full, until a new epoch begins. ERR_INVALID if the page alone exceeds the
 * limit or its path cannot be stored. ERR_BUSY, ERR_PAGECACHE, ERR_FULL, ERR_OWNER,
 * ERR_IO, ERR_NOMEM. */
enum err pagecache_publish(struct pagecache *s, const struct pagecache_candidate *page,
    pagecache_is_current *is_current, void *context) MUST_USE;

#endif
