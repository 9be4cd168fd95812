/* Inside site/: feeds, RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, of the newest
 * articles of the blog, a category, a tag or an author, and of the newest comments of
 * the blog or of an article. */
#ifndef SITE_PAGES_FEED_H
#define SITE_PAGES_FEED_H

#include "site/pages/page.h"

/* The media type of a format. */
const char *feed_type(enum feed_format format);

/* Finds the feed at a normalised path; fills *p, its revision but for what all pages
 * share. PAGE_REDIRECT where it has another address. ERR_NOT_FOUND, ERR_GONE. */
enum err feed_find(
    struct site *site, struct arena *a, const char *path, struct page *p) MUST_USE;

/* Adds the feed. */
enum err feed_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) MUST_USE;

/* Adds to a page's frame where the feeds are: those of the blog and those of the path
 * `head`, encoded, which is called `title`; where `head` is NULL, that of all comments
 * instead. */
enum err feed_links(struct site *site, struct arena *a, const char *head,
    const char *title, struct view_layout *out) MUST_USE;

#endif
