/* Inside site/pages only: the feeds that a page names in its head, for autodiscovery.
 */
#ifndef SITE_PAGES_FEED_LINKS_H
#define SITE_PAGES_FEED_LINKS_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/feed_path.h"
#include "site/core/site.h"
#include "view/view_layout.h"

/* The media type of a format. */
const char *feed_links_type(enum feed_format format);

/* Sets the feeds of a layout: those of the site, and those of the page at `head`
 * (encoded), which are called `title`. If `head` is NULL, the feed of all comments
 * takes their place. ERR_NOMEM, also if `title` is NULL and `head` is not. */
enum err feed_links_fill(struct site *site, struct arena *a, const char *head,
    const char *title, struct view_layout *out) MUST_USE;

/* Adds the feeds of a part of the page, at `head` (encoded). ERR_NOMEM, also if `title`
 * is NULL. */
enum err feed_links_append(struct arena *a, const char *head, const char *title,
    struct view_layout *out) MUST_USE;

#endif
