/* Puts rendered pages into the cache, unless they are out of date by then. */
#ifndef PAGECACHE_PAGECACHE_PUBLISH_H
#define PAGECACHE_PAGECACHE_PUBLISH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct pagecache;

/* Called while writers are excluded: whether the page that was rendered is still
 * current. It must read the database in a new transaction. */
typedef bool pagecache_is_current(void *context);

/* A page to publish. */
struct pagecache_candidate {
  const char *path, *leaf;
  const char *epoch; /* the token, read in the transaction the page was rendered from */
  uint64_t render_key; /* of the process that rendered it */
  uint64_t revision;
  const char *body;
  size_t size;
  size_t limit; /* bytes the page cache may grow to */
};

/* Compresses the page and stores it in every encoding. After an error it is not stored,
 * but can be sent to the reader all the same. ERR_EXISTS if it was overtaken: the epoch
 * or the render key is another, or `is_current` returned false. ERR_TOO_LARGE if the
 * cache is full, until a new epoch begins. ERR_INVALID if the page alone exceeds the
 * limit or its path cannot be stored. ERR_BUSY, ERR_PAGECACHE, ERR_FULL, ERR_OWNER,
 * ERR_IO, ERR_NOMEM. */
enum err pagecache_publish(struct pagecache *s, const struct pagecache_candidate *page,
    pagecache_is_current *is_current, void *context) MUST_USE;

#endif
