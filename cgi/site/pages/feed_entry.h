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

/* Parts of an entry or a feed, for other kinds of entries. The HTML gets absolute URLs;
 * those in it are relative to `path`. ERR_NOMEM. */
enum err feed_entry_set_times(
    struct arena *a, int64_t published, int64_t updated, struct view_entry *e) MUST_USE;
enum err feed_entry_set_content(const struct site *site, struct arena *a,
    const char *html, const char *path, struct view_entry *e) MUST_USE;
enum err feed_entry_set_updated(
    struct arena *a, int64_t t, struct view_feed *out) MUST_USE;

#endif
