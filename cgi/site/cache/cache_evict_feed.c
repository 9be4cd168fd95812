#include "site/cache/cache_evict_feed.h"

#include "pagecache/pagecache_evict.h"
#include "site/core/feed_path.h"
#include "site/core/list_path.h"

enum err cache_evict_feed_path(struct site *site, struct arena *a, const char *path) {
  enum err e = OK;
  for (int i = 0; !e && i < FEED_FORMATS; i++) {
    const char *feed = feed_path_make(a, path, (enum feed_format)i);
    e = feed ? pagecache_evict(site->pagecache, feed) : ERR_NOMEM;
  }
  return e;
}

/* The list of all articles by date is the home page's feed, and its own order, with
 * pinned ones on top, is no feed's. */
static enum err take_of_listing(
    struct site *site, struct arena *a, const struct listing_subject *subject) {
  struct page list = {0};
  if (subject->kind == LISTING_ALL)
    return cache_evict_feed_path(site, a, "/");
  enum err e = list_path_of_listing(site->db, a, subject, &list);
  const char *path = e ? NULL : list_path_make(a, &list, 1);
  return e ? e : path ? cache_evict_feed_path(site, a, path) : ERR_NOMEM;
}

enum err cache_evict_feed_listing(struct site *site, struct arena *a,
    const struct listing_subject *subject, const struct txn_invalidated *touched) {
  struct listing l;
  int64_t rank = 0;
  if (subject->kind == LISTING_HOME)
    return OK;
  enum err e = listing_find(site->db, subject->kind, subject->object, &l);
  if (!e)
    e = listing_rank(site->db, &l, touched->newest, &rank);
  /* Without comments, the feed of all comments is as old as the newest article. */
  if (!e && subject->kind == LISTING_ALL && rank == 0)
    e = cache_evict_feed_path(site, a, FEED_PATH_COMMENTS);
  return e || rank >= site->settings.feed_items ? e : take_of_listing(site, a, subject);
}

enum err cache_evict_feed_place(
    struct site *site, struct arena *a, const struct listing_placement *place) {
  bool shown =
      place->subject.kind != LISTING_HOME && place->rank < site->settings.feed_items;
  return shown ? take_of_listing(site, a, &place->subject) : OK;
}
