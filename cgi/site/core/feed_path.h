/* Addresses of feeds: "feed/", "feed/atom/" and "feed/json/" after the address of the
 * page they belong to, as in WordPress. */
#ifndef SITE_CORE_FEED_PATH_H
#define SITE_CORE_FEED_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum feed_format { FEED_RSS, FEED_ATOM, FEED_JSON, FEED_FORMATS };

/* The page that the feed of all comments belongs to. There is no such page itself. */
#define FEED_PATH_COMMENTS "/comments/"

/* True for the normalised path of a feed. *head becomes the number of bytes of the page
 * it belongs to ("/tag/x/" in "/tag/x/feed/atom/"). *canonical becomes false for the
 * aliases "feed/rss/" and "feed/rss2/" of "feed/". */
bool feed_path_cut(
    const char *path, size_t *head, enum feed_format *format, bool *canonical);

/* The path of the feed of page `head`, in the arena. NULL when out of memory. */
char *feed_path_make(struct arena *a, const char *head, enum feed_format format);

#endif
