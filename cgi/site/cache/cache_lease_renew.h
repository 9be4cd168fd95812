/* For the process that renews the lease of a machine (cache_lease.h), and the one that
 * sees to it that it is not used longer than it lasts. */
#ifndef SITE_CACHE_CACHE_LEASE_RENEW_H
#define SITE_CACHE_CACHE_LEASE_RENEW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* Evicts what others have evicted, confirms that and renews the lease. Without one,
 * begins an empty epoch with a new lease. Returns OK without doing so if there is no
 * page cache yet. ERR_GONE if the lease was lost: nothing is used then, and the next
 * call gets another one. Errors of the database and the page cache. */
enum err cache_lease_renew(struct site *site, struct arena *a) MUST_USE;

/* Gives the lease back, so that nobody waits for this machine. */
void cache_lease_leave(struct site *site, struct arena *a);

/* Stops using the pages if the lease has run out. Needs of the site no more than its
 * directory and its settings, and no database. Returns until when the lease lasts, on
 * clock_boot; 0 if there is none. */
int64_t cache_lease_enforce(struct site *site, struct arena *a);

/* Ends the lease of site->pagecache (not NULL). */
void cache_lease_end(struct site *site);

/* Deletes what all machines have evicted. */
enum err cache_lease_clean(struct site *site) MUST_USE;

/* Waits until another machine has evicted something, for a signal, or for `timeout`
 * milliseconds. True if there is one of `signals`, a signalfd. */
bool cache_lease_wait(struct site *site, int signals, int timeout);

#endif
