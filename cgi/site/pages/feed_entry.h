/* Inside site/: the entries of feeds. */
#ifndef SITE_PAGES_FEED_ENTRY_H
#define SITE_PAGES_FEED_ENTRY_H

#include "site/pages/page.h"

/* Fills the entries of a feed, and when the newest of them changed: the articles of
 * p->ids, or the comments of p->comments. */
enum err feed_entry_articles(struct site *site, struct arena *a, const struct page *p,
    struct view_feed *f) MUST_USE;
enum err feed_entry_comments(struct site *site, struct arena *a, const struct page *p,
    struct view_feed *f) MUST_USE;

#endif
