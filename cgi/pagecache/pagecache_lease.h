/* Until when the pages may be used: where several machines share a database, another
 * one has promised to wait until then before it acknowledges a change that evicts some.
 * All processes share this time; it is on clock_boot. */
#ifndef PAGECACHE_PAGECACHE_LEASE_H
#define PAGECACHE_PAGECACHE_LEASE_H

#include <stdint.h>

struct pagecache;

/* 0: there was none yet. */
int64_t pagecache_lease(const struct pagecache *s);
void pagecache_set_lease(struct pagecache *s, int64_t until);

/* The number of the newest change that this machine knows of: an answer from an
 * older state would go back. pagecache_raise_newest leaves a larger one. */
int64_t pagecache_newest(const struct pagecache *s);
void pagecache_raise_newest(struct pagecache *s, int64_t change);

/* Counts that a change was acknowledged after waiting for other machines, microseconds,
 * and how many of them had to be left out. */
void pagecache_count_wait(struct pagecache *s, int64_t waited, int64_t expired);

/* Ends the epoch, without the lock, when the lease has run out: the lock may be held by
 * a process that was stopped. */
void pagecache_drop(struct pagecache *s);

#endif
