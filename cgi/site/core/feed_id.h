/* IDs of feeds and their entries. They never change (RFC 4287 section 4.2.6), whatever
 * becomes of the address of the site. */
#ifndef SITE_CORE_FEED_ID_H
#define SITE_CORE_FEED_ID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* Sets site->feed_base to the address in the database, or to the base URL if none is
 * fixed yet. With `fix`, that address is then fixed, unless it is one of this machine
 * (localhost, 127.0.0.1), at which nobody else can have subscribed. Returns the errors
 * of txn_write. */
enum err feed_id_open(struct site *site, bool fix) MUST_USE;

/* The ID of an article, in the arena; NULL when out of memory. */
char *feed_id_of_article(const struct site *site, struct arena *a, int64_t article);

/* The ID of the feed at `path`, in the arena; NULL when out of memory. */
char *feed_id_of_feed(const struct site *site, struct arena *a, const char *path);

#endif
