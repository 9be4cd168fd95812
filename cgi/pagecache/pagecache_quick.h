/* Pages that pagecache_replace has compressed quickly. Once they have not changed for a
 * while, they are compressed well. */
#ifndef PAGECACHE_PAGECACHE_QUICK_H
#define PAGECACHE_PAGECACHE_QUICK_H

#include <stdint.h>

#include "base/err.h"

struct pagecache;

/* Compresses one page that was replaced, and not again for `quiet` microseconds, and
 * stores it in all encodings. ERR_NOT_FOUND if there is none. ERR_EXISTS if it has
 * changed meanwhile, or is gone. Takes the lock itself: ERR_BUSY, ERR_PAGECACHE.
 * ERR_FULL, ERR_IO, ERR_OWNER, ERR_NOMEM. After each of them but ERR_NOT_FOUND there
 * may be another page. */
enum err pagecache_quick_compress(struct pagecache *s, int64_t quiet) MUST_USE;

#endif
