/* Inside site/: what a change takes away from the page cache. */
#ifndef SITE_CACHE_CACHE_EVICT_H
#define SITE_CACHE_CACHE_EVICT_H

#include "db/txn.h"
#include "site/core/site.h"

/* Makes every write of the site's connection take away the pages that show what it
 * changes, before it is committed. */
void cache_evict_watch(struct site *site);

#endif
