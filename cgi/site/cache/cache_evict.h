/* Inside site/ only: evicts the pages that a change affects from the page cache. */
#ifndef SITE_CACHE_CACHE_EVICT_H
#define SITE_CACHE_CACHE_EVICT_H

#include "site/core/site.h"

/* From now on, every write of the site's connection evicts the pages it affects, before
 * it is committed (db/txn.h). */
void cache_evict_watch(struct site *site);

#endif
