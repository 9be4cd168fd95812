/* Inside site/pages only: JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
#ifndef SITE_PAGES_FEED_JSON_H
#define SITE_PAGES_FEED_JSON_H

#include "view/view_feed.h"

/* Adds a feed as JSON. ERR_NOMEM. */
enum err feed_json(const struct view_feed *f, struct buf *out) MUST_USE;

#endif
