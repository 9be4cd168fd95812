/* The two kinds of lock. The writers' lock keeps stale pages out of the cache; claims
 * only save work. */
#ifndef PAGECACHE_PAGECACHE_LOCK_H
#define PAGECACHE_PAGECACHE_LOCK_H

#include "base/err.h"

struct pagecache;

/* The longest wait for either, milliseconds. */
enum { PAGECACHE_WAIT_MS = 2000 };

/* Excludes publishers and other writers until pagecache_unlock. ERR_BUSY after
 * PAGECACHE_WAIT_MS. ERR_PAGECACHE if the lock file was replaced since it was opened.
 */
enum err pagecache_lock(struct pagecache *s) MUST_USE;

/* Excludes writers, but not other publishers, until pagecache_unlock. Same errors. */
enum err pagecache_lock_shared(struct pagecache *s) MUST_USE;

void pagecache_unlock(struct pagecache *s);

/* Waits until no other process renders the page of this path, for PAGECACHE_WAIT_MS at
 * most, and claims it. A page that many readers want at the same time is then rendered
 * once. */
void pagecache_claim(struct pagecache *s, const char *path);
void pagecache_unclaim(struct pagecache *s);

#endif
