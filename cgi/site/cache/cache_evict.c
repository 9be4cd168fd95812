#include "site/cache/cache_evict.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/model/article.h"
#include "db/model/listing.h"
#include "db/model/term.h"
#include "pagecache/pagecache_evict.h"
#include "pagecache/pagecache_lock.h"
#include "site/cache/cache_epoch.h"
#include "site/cache/cache_evict_feed.h"
#include "site/core/feed_path.h"
#include "site/core/list_path.h"

/* Memory for one change: the places of up to INVALIDATION_MOST articles. */
enum { CHANGE_MEMORY = 64 << 20 };

struct taking {
  struct site *site;
  struct arena *arena;
  struct cache_record row;
};

static enum err take_one(struct taking *t, const char *path) {
  return path ? pagecache_evict(t->site->pagecache, path) : ERR_NOMEM;
}

/* Page `number` of a list. */
static enum err take_number(struct taking *t, const struct page *list, int64_t number) {
  return take_one(t, list_path_make(t->arena, list, number));
}

static int64_t pages_of(const struct taking *t, int64_t articles) {
  return (articles + t->site->settings.per_page - 1) / t->site->settings.per_page;
}

/* What every number of a list shows: how many numbers there are and, but for the home
 * page, how many articles. */
static bool counts_differ(
    const struct taking *t, const struct page *list, int64_t delta) {
  int64_t count = list->listing.count;
  return list->list == LIST_HOME ? pages_of(t, count) != pages_of(t, count - delta)
                                 : delta != 0;
}

/* The numbers of a list that show what came, went or moved between two places: those
 * outside of them show what they did, or one more or less in front. */
static enum err changed_numbers(struct taking *t, const struct page *list,
    const struct txn_invalidated *touched, int64_t *first, int64_t *last) {
  const struct listing *l = &list->listing;
  int64_t per_page = t->site->settings.per_page, newest = 0, oldest = 0;
  enum err e = listing_rank(t->site->db, l, touched->newest, &newest);
  if (!e)
    e = listing_rank(t->site->db, l, touched->oldest, &oldest);
  *first = counts_differ(t, list, touched->delta) ? 1 : newest / per_page + 1;
  *last = touched->delta ? INT64_MAX : oldest / per_page + 1;
  return e;
}

static enum err take_numbers(
    struct taking *t, const struct page *list, const struct txn_invalidated *touched) {
  int64_t first = 1, last = INT64_MAX;
  char *path = list_path_make(t->arena, list, 1);
  char *below = path ? arena_printf(t->arena, "%spage/", path) : NULL;
  enum err e = below ? changed_numbers(t, list, touched, &first, &last) : ERR_NOMEM;
  if (!e && first == 1)
    e = take_one(t, path);
  return e ? e : pagecache_evict_numbers(t->site->pagecache, below, first, last);
}

static enum err take_listing(struct taking *t, const struct txn_invalidated *touched) {
  struct listing_subject subject = {0};
  struct page list = {0};
  enum err e = listing_subject(t->site->db, touched->id, &subject);
  if (!e)
    e = cache_evict_feed_listing(t->site, t->arena, &subject, touched);
  if (e || subject.kind == LISTING_ALL)
    return e;
  e = list_path_of_listing(t->site->db, t->arena, &subject, &list);
  return e ? e : take_numbers(t, &list, touched);
}

static enum err take_date(struct taking *t, const struct txn_invalidated *touched) {
  struct page list = {0};
  int64_t from;
  enum err e = list_path_archive(
      t->site->db, touched->newest, list_path_date_depth(touched->id), &list, &from);
  return e ? e : take_numbers(t, &list, touched);
}

/* The page of a list whose stretch begins `before` articles in, that shows a place. */
static enum err take_place(struct taking *t, const struct page *list,
    const struct listing_placement *place, int64_t before) {
  return take_number(t, list, (place->rank - before) / t->site->settings.per_page + 1);
}

/* The pages of the year, the month and the day that show the article. */
static enum err take_in_archives(
    struct taking *t, const struct listing_placement *place) {
  enum err e = OK;
  for (int depth = 0; !e && depth < 3; depth++) {
    struct page list = {0};
    int64_t from;
    e = list_path_archive(t->site->db, place->key, depth, &list, &from);
    if (!e)
      e = take_place(t, &list, place, list.listing.before);
  }
  return e;
}

/* The article's own page, if it has one; the article is *r then, its id 0 where it is
 * gone: its addresses were touched, too. */
static enum err take_own_page(struct taking *t, int64_t id, struct article *r) {
  enum err e = article_by_id(t->site->db, t->arena, id, r);
  if (e == ERR_NOT_FOUND) {
    r->id = 0;
    return OK;
  }
  return !e && r->permalink ? take_one(t, r->permalink) : e;
}

/* An article's own page and its feeds, and in each list the one page that shows it;
 * where `feeds`, the feeds that show it, too. */
static enum err take_shown(struct taking *t, int64_t id, bool feeds) {
  struct article r;
  struct listing_placement *places = NULL;
  size_t n = 0;
  enum err e = take_own_page(t, id, &r);
  if (e || !r.id)
    return e;
  if (r.permalink)
    e = cache_evict_feed_path(t->site, t->arena, r.permalink);
  if (!e)
    e = listing_placements(t->site->db, t->arena, r.id, &places, &n);
  for (size_t i = 0; !e && i < n; i++) {
    struct page list = {0};
    if (feeds)
      e = cache_evict_feed_place(t->site, t->arena, &places[i]);
    if (e)
      break;
    if (places[i].subject.kind == LISTING_ALL) {
      e = take_in_archives(t, &places[i]);
      continue;
    }
    e = list_path_of_listing(t->site->db, t->arena, &places[i].subject, &list);
    if (!e)
      e = take_place(t, &list, &places[i], 0);
  }
  return e;
}

static enum err take_article(struct taking *t, const struct txn_invalidated *touched) {
  return take_shown(t, touched->id, true);
}

/* Lists count comments, feeds of articles do not. */
static enum err take_comments(struct taking *t, const struct txn_invalidated *touched) {
  return touched->id ? take_shown(t, touched->id, false)
                     : cache_evict_feed_path(t->site, t->arena, FEED_PATH_COMMENTS);
}

/* The article's own page names those before and after it. */
static enum err take_beside(struct taking *t, const struct txn_invalidated *touched) {
  struct article r;
  return take_own_page(t, touched->id, &r);
}

static enum err take_path(struct taking *t, const struct txn_invalidated *touched) {
  enum err e = take_one(t, touched->path);
  return e ? e : cache_evict_feed_path(t->site, t->arena, touched->path);
}

/* From what has changed to the pages that show it; NULL: every page does. New kinds of
 * page that show the same things join here. */
static enum err (*const takers[])(struct taking *, const struct txn_invalidated *) = {
    [DEP_ARTICLE] = take_article,
    [DEP_COMMENTS] = take_comments,
    [DEP_NEIGHBOURS] = take_beside,
    [DEP_LISTING] = take_listing,
    [DEP_DATE] = take_date,
    [DEP_PATH] = take_path,
    [DEP_MENU] = NULL,
    [DEP_SITE] = NULL,
};

static bool shows_everywhere(const struct txn_changes *c) {
  for (size_t i = 0; i < c->count; i++)
    if (!takers[c->invalidated[i].kind])
      return true;
  return c->all;
}

static enum err take_all(struct taking *t, const struct txn_changes *c) {
  enum err e = OK;
  if (shows_everywhere(c) || !cache_epoch_has_lists_of(t->site))
    return cache_epoch_renew(t->site, &t->row);
  for (size_t i = 0; !e && i < c->count; i++)
    e = takers[c->invalidated[i].kind](t, &c->invalidated[i]);
  /* A new epoch can take away what single pages refuse, made by another user. */
  return e == ERR_OWNER || e == ERR_IO ? cache_epoch_renew(t->site, &t->row) : e;
}

static enum err before_commit(
    struct db *s, void *context, const struct txn_changes *changes) {
  struct site *site = context;
  struct taking t = {.site = site};
  (void)s;
  site->pagecache_locked = false;
  if (!changes->count && !changes->all)
    return OK;
  if (!(t.arena = arena_new(CHANGE_MEMORY)))
    return ERR_NOMEM;
  enum err e = cache_epoch_attach(site, t.arena, &t.row);
  if (!e && site->pagecache) {
    e = pagecache_lock(site->pagecache);
    site->pagecache_locked = !e;
  }
  if (e == ERR_PAGECACHE)
    e = cache_epoch_let_go(site, t.arena, &t.row);
  if (!e && site->pagecache)
    e = take_all(&t, changes);
  if (e) {
    log_event(LOG_LEVEL_ERROR, "pagecache.take", "error", err_name(e), NULL);
    if (site->pagecache_locked)
      pagecache_unlock(site->pagecache);
  }
  arena_free(t.arena);
  return e;
}

static void after(void *context) {
  struct site *site = context;
  if (site->pagecache_locked)
    pagecache_unlock(site->pagecache);
  site->pagecache_locked = false;
}

void cache_evict_watch(struct site *site) {
  txn_set_hook(site->db, before_commit, after, site);
}
