/* Inside site/: the addresses of feeds, "feed/", "feed/atom/" and "feed/json/" behind
 * that of what they are of, as in WordPress. */
#ifndef SITE_CORE_FEED_PATH_H
#define SITE_CORE_FEED_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "site/pages/page.h"

/* The feed of all comments is that of this path. */
#define FEED_PATH_COMMENTS "/comments/"

/* True for the normalised path of a feed: *head becomes the bytes of what it is of,
 * "/tag/x/" in "/tag/x/feed/atom/", and *canonical whether it is the one address of
 * that format: "feed/rss/" and "feed/rss2/" are "feed/". */
bool feed_path_cut(
    const char *path, size_t *head, enum feed_format *format, bool *canonical);

/* The path of a feed of `head`. NULL when memory is out. */
char *feed_path_make(struct arena *a, const char *head, enum feed_format format);

#endif
