/* Inside site/pages only: the feed of the updates of a live post. */
#ifndef SITE_PAGES_FEED_LIVE_H
#define SITE_PAGES_FEED_LIVE_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"
#include "site/pages/feed.h"
#include "site/pages/page_types.h"
#include "view/view_feed.h"

/* Finds the post of which `head`, the path that precedes "feed/", is the live part, and
 * sets *f and *p. ERR_NOT_FOUND if it is not, or if the post is not live and never was;
 * ERR_GONE, ERR_NOMEM, errors of the database. */
enum err feed_live_find(struct site *site, struct arena *a, const char *head,
    struct feed *f, struct page *p) MUST_USE;

/* The title of the feed; NULL when out of memory. */
const char *feed_live_title(struct site *site, struct arena *a, const struct feed *f);

/* Fills the entries and the time of last change, in the arena. ERR_NOMEM, errors of the
 * database. */
enum err feed_live_entries(struct site *site, struct arena *a, const struct feed *f,
    struct view_feed *out) MUST_USE;

/* Passes the feeds of the updates of the article at `path`, decoded, to `visit`. */
enum err feed_live_each(
    struct arena *a, const char *path, page_visit *visit, void *context) MUST_USE;

#endif
