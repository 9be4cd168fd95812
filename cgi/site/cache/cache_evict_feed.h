/* Inside site/: what a change takes away of feeds. Each takes all formats, where they
 * are stored. */
#ifndef SITE_CACHE_CACHE_EVICT_FEED_H
#define SITE_CACHE_CACHE_EVICT_FEED_H

#include "db/model/listing.h"
#include "db/txn.h"
#include "site/core/site.h"

/* The feeds of a path, decoded. */
enum err feed_change_path(
    struct site *site, struct arena *a, const char *path) MUST_USE;

/* The feeds of a listing, if an article came or went among those they show; those of
 * all comments where the newest article did, which stands for them as long as there is
 * no comment. */
enum err feed_change_listing(struct site *site, struct arena *a,
    const struct listing_subject *subject, const struct gate_touched *touched) MUST_USE;

/* The feeds of a listing, if they show an article at that place. */
enum err feed_change_place(
    struct site *site, struct arena *a, const struct listing_place *place) MUST_USE;

#endif
