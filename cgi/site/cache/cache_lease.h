/* Several machines with a page cache each, which share a database in PostgreSQL.
 *
 * A machine may use its pages while it has a lease, which it renews by confirming that
 * it has evicted what others have evicted. Who has committed a change acknowledges it
 * when every machine has confirmed that, and after CACHE_LEASE at the latest: a machine
 * that has not confirmed it by then has not renewed its lease since, and has stopped
 * using its pages. No clock is compared with that of another machine; they only have to
 * run equally fast. docs/several-machines.md says what is promised, and
 * tests/model/web_machines.pml is checked for it. */
#ifndef SITE_CACHE_CACHE_LEASE_H
#define SITE_CACHE_CACHE_LEASE_H

#include <stdbool.h>
#include <stdint.h>

#include "site/core/site.h"

/* Microseconds. A machine ends its own lease earlier, by the margin, as clocks differ
 * and processes have to wait for their turn. It renews it every CACHE_LEASE_RENEW. */
enum {
  CACHE_LEASE = 3000000,
  CACHE_LEASE_MARGIN = 1000000,
  CACHE_LEASE_RENEW = 300000
};

/* Tells the connection of a site which machine it is on. */
void cache_lease_name(struct site *site);

/* Whether the pages of site->pagecache (not NULL) may be used and added to. Always, if
 * the database is a file. */
bool cache_lease_is_valid(const struct site *site);

/* After a change was committed: from now on no process of this machine answers from a
 * standby that does not have it. */
void cache_lease_note(struct site *site, int64_t change);

/* After a change that others have to evict pages for was committed: waits until all of
 * them have, or have no lease any more. */
void cache_lease_await(struct site *site, int64_t change);

#endif
