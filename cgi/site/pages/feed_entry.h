/* Inside site/pages only: the entries of feeds. */
#ifndef SITE_PAGES_FEED_ENTRY_H
#define SITE_PAGES_FEED_ENTRY_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"
#include "site/pages/feed.h"
#include "view/view_feed.h"

/* Fills the entries and the time of last change of a feed of articles (f->ids), in the
 * arena. ERR_NOMEM, errors of the database. */
enum err feed_entry_articles(struct site *site, struct arena *a, const struct feed *f,
    struct view_feed *out) MUST_USE;

/* The same for a feed of comments (f->comments). */
enum err feed_entry_comments(struct site *site, struct arena *a, const struct feed *f,
    struct view_feed *out) MUST_USE;

#endif
