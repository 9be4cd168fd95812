/* Inside site/: what a change takes away of feeds. Each takes all formats, where they
 * are stored. */
#ifndef SITE_CACHE_CACHE_EVICT_FEED_H
#define SITE_CACHE_CACHE_EVICT_FEED_H

#include "db/model/listing.h"
#include "db/txn.h"
#include "site/core/site.h"

/* The feeds of a path, decoded. */
enum err cache_evict_feed_path(
    struct site *site, struct arena *a, const char *path) MUST_USE;

/* The feeds of a listing, if an article came or went among those they show; those of
 * all comments where the newest article did, which stands for them as long as there is
 * no comment. */
enum err cache_evict_feed_listing(struct site *site, struct arena *a,
    const struct listing_subject *subject,
    const struct txn_invalidated *touched) MUST_USE;

/* The feeds of a listing, if they show an article at that place. */
enum err cache_evict_feed_place(
    struct site *site, struct arena *a, const struct listing_placement *place) MUST_USE;

#endif
