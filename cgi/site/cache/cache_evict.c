#include "site/cache/cache_evict.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/model/article.h"
#include "db/model/listing.h"
#include "db/model/term.h"
#include "site/cache/cache_epoch.h"
#include "site/cache/cache_evict_feed.h"
#include "site/core/feed_path.h"
#include "site/core/list_path.h"

/* Memory for one change: the places of up to GATE_TOUCHED articles. */
enum { CHANGE_MEMORY = 64 << 20 };

struct taking {
  struct site *site;
  struct arena *arena;
  struct page_store row;
};

static enum err take_one(struct taking *t, const char *path) {
  return path ? shelf_take(t->site->shelf, path) : ERR_NOMEM;
}

/* Page `number` of a list. */
static enum err take_number(struct taking *t, const struct page *list, int64_t number) {
  return take_one(t, list_path_make(t->arena, list, number));
}

static int64_t pages_of(const struct taking *t, int64_t articles) {
  return (articles + t->site->config.per_page - 1) / t->site->config.per_page;
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
    const struct gate_touched *touched, int64_t *first, int64_t *last) {
  const struct listing *l = &list->listing;
  int64_t per_page = t->site->config.per_page, newest = 0, oldest = 0;
  enum err e = listing_rank(t->site->store, l, touched->newest, &newest);
  if (!e)
    e = listing_rank(t->site->store, l, touched->oldest, &oldest);
  *first = counts_differ(t, list, touched->delta) ? 1 : newest / per_page + 1;
  *last = touched->delta ? INT64_MAX : oldest / per_page + 1;
  return e;
}

static enum err take_numbers(
    struct taking *t, const struct page *list, const struct gate_touched *touched) {
  int64_t first = 1, last = INT64_MAX;
  char *path = list_path_make(t->arena, list, 1);
  char *below = path ? arena_printf(t->arena, "%spage/", path) : NULL;
  enum err e = below ? changed_numbers(t, list, touched, &first, &last) : ERR_NOMEM;
  if (!e && first == 1)
    e = take_one(t, path);
  return e ? e : shelf_take_numbers(t->site->shelf, below, first, last);
}

static enum err take_listing(struct taking *t, const struct gate_touched *touched) {
  struct listing_subject subject = {0};
  struct page list = {0};
  enum err e = listing_subject(t->site->store, touched->id, &subject);
  if (!e)
    e = feed_change_listing(t->site, t->arena, &subject, touched);
  if (e || subject.kind == LISTING_ALL)
    return e;
  e = list_path_of_listing(t->site->store, t->arena, &subject, &list);
  return e ? e : take_numbers(t, &list, touched);
}

static enum err take_date(struct taking *t, const struct gate_touched *touched) {
  struct page list = {0};
  int64_t from;
  enum err e = list_path_archive(
      t->site->store, touched->newest, list_path_date_depth(touched->id), &list, &from);
  return e ? e : take_numbers(t, &list, touched);
}

/* The page of a list whose stretch begins `before` articles in, that shows a place. */
static enum err take_place(struct taking *t, const struct page *list,
    const struct listing_place *place, int64_t before) {
  return take_number(t, list, (place->rank - before) / t->site->config.per_page + 1);
}

/* The pages of the year, the month and the day that show the article. */
static enum err take_in_archives(struct taking *t, const struct listing_place *place) {
  enum err e = OK;
  for (int depth = 0; !e && depth < 3; depth++) {
    struct page list = {0};
    int64_t from;
    e = list_path_archive(t->site->store, place->key, depth, &list, &from);
    if (!e)
      e = take_place(t, &list, place, list.listing.before);
  }
  return e;
}

/* The article's own page, if it has one; the article is *r then, its id 0 where it is
 * gone: its addresses were touched, too. */
static enum err take_own_page(struct taking *t, int64_t id, struct article *r) {
  enum err e = article_by_id(t->site->store, t->arena, id, r);
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
  struct listing_place *places = NULL;
  size_t n = 0;
  enum err e = take_own_page(t, id, &r);
  if (e || !r.id)
    return e;
  if (r.permalink)
    e = feed_change_path(t->site, t->arena, r.permalink);
  if (!e)
    e = listing_places(t->site->store, t->arena, r.id, &places, &n);
  for (size_t i = 0; !e && i < n; i++) {
    struct page list = {0};
    if (feeds)
      e = feed_change_place(t->site, t->arena, &places[i]);
    if (e)
      break;
    if (places[i].subject.kind == LISTING_ALL) {
      e = take_in_archives(t, &places[i]);
      continue;
    }
    e = list_path_of_listing(t->site->store, t->arena, &places[i].subject, &list);
    if (!e)
      e = take_place(t, &list, &places[i], 0);
  }
  return e;
}

static enum err take_article(struct taking *t, const struct gate_touched *touched) {
  return take_shown(t, touched->id, true);
}

/* Lists count comments, feeds of articles do not. */
static enum err take_comments(struct taking *t, const struct gate_touched *touched) {
  return touched->id ? take_shown(t, touched->id, false)
                     : feed_change_path(t->site, t->arena, FEED_PATH_COMMENTS);
}

/* The article's own page names those before and after it. */
static enum err take_beside(struct taking *t, const struct gate_touched *touched) {
  struct article r;
  return take_own_page(t, touched->id, &r);
}

static enum err take_path(struct taking *t, const struct gate_touched *touched) {
  enum err e = take_one(t, touched->path);
  return e ? e : feed_change_path(t->site, t->arena, touched->path);
}

/* From what has changed to the pages that show it; NULL: every page does. New kinds of
 * page that show the same things join here. */
static enum err (*const takers[])(struct taking *, const struct gate_touched *) = {
    [GATE_ARTICLE] = take_article,
    [GATE_COMMENTS] = take_comments,
    [GATE_BESIDE] = take_beside,
    [GATE_LISTING] = take_listing,
    [GATE_DATE] = take_date,
    [GATE_PATH] = take_path,
    [GATE_MENU] = NULL,
    [GATE_SITE] = NULL,
};

static bool shows_everywhere(const struct gate_changes *c) {
  for (size_t i = 0; i < c->count; i++)
    if (!takers[c->touched[i].kind])
      return true;
  return c->all;
}

static enum err take_all(struct taking *t, const struct gate_changes *c) {
  enum err e = OK;
  if (shows_everywhere(c) || !page_epoch_has_lists_of(t->site))
    return page_epoch_renew(t->site, &t->row);
  for (size_t i = 0; !e && i < c->count; i++)
    e = takers[c->touched[i].kind](t, &c->touched[i]);
  /* A new epoch can take away what single pages refuse, made by another user. */
  return e == ERR_OWNER || e == ERR_IO ? page_epoch_renew(t->site, &t->row) : e;
}

static enum err before_commit(
    struct store *s, void *context, const struct gate_changes *changes) {
  struct site *site = context;
  struct taking t = {.site = site};
  (void)s;
  site->shelf_locked = false;
  if (!changes->count && !changes->all)
    return OK;
  if (!(t.arena = arena_new(CHANGE_MEMORY)))
    return ERR_NOMEM;
  enum err e = page_epoch_attach(site, t.arena, &t.row);
  if (!e && site->shelf) {
    e = shelf_lock(site->shelf);
    site->shelf_locked = !e;
  }
  if (e == ERR_PAGE_STORE)
    e = page_epoch_let_go(site, t.arena, &t.row);
  if (!e && site->shelf)
    e = take_all(&t, changes);
  if (e) {
    log_event(LOG_LEVEL_ERROR, "page_store.take", "error", err_name(e), NULL);
    if (site->shelf_locked)
      shelf_unlock(site->shelf);
  }
  arena_free(t.arena);
  return e;
}

static void after(void *context) {
  struct site *site = context;
  if (site->shelf_locked)
    shelf_unlock(site->shelf);
  site->shelf_locked = false;
}

void page_change_watch(struct site *site) {
  gate_set_hook(site->store, before_commit, after, site);
}
