#include "site/cache/cache_evict.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "db/web_machine.h"
#include "pagecache/pagecache_evict.h"
#include "pagecache/pagecache_lock.h"
#include "pagecache/pagecache_replace.h"
#include "site/cache/cache_epoch.h"
#include "site/cache/cache_lease.h"
#include "site/cache/cache_lease_renew.h"
#include "site/cache/cached_page.h"
#include "site/pages/page_kind.h"

/* Enough for the placements of INVALIDATION_MOST articles. */
enum { EVICTION_MEMORY = 64 << 20 };

/* `row` is read inside the transaction, so that it is the page cache as this change
 * sees it. */
struct eviction {
  struct site *site;
  struct arena *arena;
  struct cache_record row;
  bool has_others; /* other machines evict the same pages */
  int told;        /* evictions that they were told of */
};

/* Of one change: more are told as "all pages". */
enum { EVICTIONS_TOLD = 500 };

/* Rendering and storing pages under the lock may take this long. */
enum { REPLACE_MICROSECONDS = 20000 };

/* A process without templates cannot render what it would keep, and other roles may not
 * read all that pages show. */
static bool cache_evict_renders(const struct site *site) {
  return site->templates && (db_role(site->db) & (ROLE_WEB | ROLE_COMMAND));
}

/* Tells the other machines. */
static enum err cache_evict_tell(struct eviction *v, enum web_eviction_kind kind,
    const char *path, int64_t first, int64_t last) {
  static const struct web_eviction all = {WEB_EVICTION_ALL, "", 0, 0};
  const struct web_eviction one = {kind, path, first, last};
  if (!v->has_others || v->told > EVICTIONS_TOLD)
    return OK;
  int number = v->told++;
  return web_eviction_add(v->site->db, number, number < EVICTIONS_TOLD ? &one : &all);
}

static enum err cache_evict_path(void *context, const char *path) {
  struct eviction *v = context;
  enum err e = cache_evict_tell(v, WEB_EVICTION_PAGE, path, 0, 0);
  if (e || !v->site->pagecache)
    return e;
  if (cache_evict_renders(v->site) &&
      pagecache_keep(v->site->pagecache, path, page_kind_file_at(path)->leaf) !=
          PAGECACHE_NOT_KEPT)
    return OK;
  return pagecache_evict(v->site->pagecache, path);
}

static enum err cache_evict_numbers(
    void *context, const char *below, int64_t first, int64_t last) {
  struct eviction *v = context;
  enum err e = cache_evict_tell(v, WEB_EVICTION_NUMBERS, below, first, last);
  return e || !v->site->pagecache
             ? e
             : pagecache_evict_numbers(v->site->pagecache, below, first, last);
}

static enum err cache_evict_last(void *context, const char *below) {
  struct eviction *v = context;
  enum err e = cache_evict_tell(v, WEB_EVICTION_LAST, below, 0, 0);
  return e || !v->site->pagecache ? e : pagecache_evict_last(v->site->pagecache, below);
}

static bool cache_evict_has_list(void *context, const char *path) {
  const struct eviction *v = context;
  return v->has_others || pagecache_may_have(v->site->pagecache, path, "page");
}

/* One key at a time: what page_change_load reads for it serves all kinds of pages. The
 * arena is freed only at the end. */
static enum err cache_evict_key(
    struct eviction *v, const struct txn_invalidated *invalidated) {
  struct page_change change;
  const struct page_evictor evictor = {
      cache_evict_path, cache_evict_numbers, cache_evict_last, cache_evict_has_list, v};
  enum err e = page_change_load(v->site->db, v->arena, invalidated, &change);
  for (size_t i = 0; !e && i < page_kind_count; i++)
    e = page_kinds[i].affected(v->site, v->arena, &change, &evictor);
  return e;
}

/* Every page shows the menu and the settings. */
static bool cache_evict_affects_all(const struct txn_changes *c) {
  for (size_t i = 0; i < c->count; i++)
    if (c->invalidated[i].kind == DEP_MENU || c->invalidated[i].kind == DEP_SITE)
      return true;
  return c->all;
}

static enum err cache_evict_all(struct eviction *v) {
  enum err e = cache_evict_tell(v, WEB_EVICTION_ALL, "", 0, 0);
  return e || !v->site->pagecache ? e : cache_epoch_renew(v->site, &v->row);
}

static enum err cache_evict_changes(struct eviction *v, const struct txn_changes *c) {
  enum err e = OK;
  /* If the web server puts other numbers of articles on a page, this process cannot
   * tell which page shows an article. Nor can one without a page cache. */
  if (cache_evict_affects_all(c) || !v->site->pagecache ||
      !cache_epoch_has_lists_of(v->site))
    return cache_evict_all(v);
  for (size_t i = 0; !e && i < c->count; i++)
    e = cache_evict_key(v, &c->invalidated[i]);
  /* A page may belong to another user, so that it cannot be deleted. In a new
   * epoch it no longer matters. */
  return e == ERR_OWNER || e == ERR_IO ? cache_epoch_renew(v->site, &v->row) : e;
}

/* Runs before COMMIT: a reader who sees the change in the database must not find the
 * page as it was. From here to cache_evict_after, the lock keeps publishers out, which
 * would store pages rendered from the database before the change. If eviction fails,
 * the change is rolled back; a stale page would be worse. */
static enum err cache_evict_before_commit(
    struct db *s, void *context, const struct txn_changes *changes) {
  struct site *site = context;
  struct eviction v = {.site = site};
  (void)s;
  /* db/txn.h calls cache_evict_after only if this function succeeds: after an error it
   * has to unlock itself. */
  site->pagecache_locked = false;
  site->cache_awaited = 0;
  /* Without invalidated keys, no stored page has changed, and the lock would only
   * delay publishers. */
  if (!changes->count && !changes->all)
    return OK;
  if (!(v.arena = arena_new(EVICTION_MEMORY)))
    return ERR_NOMEM;
  enum err e = cache_epoch_attach(site, v.arena, &v.row);
  if (!e && site->pagecache) {
    e = pagecache_lock(site->pagecache);
    site->pagecache_locked = !e;
  }
  /* A damaged page cache must not prevent writing. It is abandoned, and the
   * scheduler creates a new one. */
  if (e == ERR_PAGECACHE)
    e = cache_epoch_let_go(site, v.arena, &v.row);
  if (!e)
    e = web_machine_has_others(site->db, &v.has_others);
  if (!e && (site->pagecache || v.has_others))
    e = cache_evict_changes(&v, changes);
  if (!e && v.told)
    site->cache_awaited = web_machine_change(site->db);
  if (e) {
    log_event(LOG_LEVEL_ERROR, "pagecache.evict", "error", err_name(e), NULL);
    /* The change is rolled back, so that pages that were kept are current. */
    if (site->pagecache_locked) {
      pagecache_keep_none(site->pagecache);
      pagecache_unlock(site->pagecache);
    }
  }
  arena_free(v.arena);
  return e;
}

/* What cannot be rendered, or not soon, is evicted. */
static void cache_evict_prepare(struct site *site) {
  char path[PAGECACHE_KEPT_PATH];
  int64_t end = clock_monotonic() + REPLACE_MICROSECONDS;
  struct arena *a = arena_new(LIMIT_REQUEST_MEMORY);
  for (size_t i = 0; a && i < pagecache_kept(site->pagecache); i++) {
    pagecache_kept_path(site->pagecache, i, path);
    if (clock_monotonic() < end)
      cached_page_prepare(site, a, i, path);
    arena_reset(a);
  }
  arena_free(a);
}

/* The pages that were kept are replaced before the lock is released, and so before the
 * change is acknowledged. If COMMIT has failed, all of them are evicted, as nobody
 * knows what is on the disk. */
static void cache_evict_release(struct site *site, bool committed) {
  enum err e = OK;
  if (pagecache_kept(site->pagecache)) {
    if (committed)
      cache_evict_prepare(site);
    e = pagecache_replace(site->pagecache);
  }
  if (e)
    log_event(LOG_LEVEL_ERROR, "pagecache.evict", "error", err_name(e), NULL);
  pagecache_unlock(site->pagecache);
  site->pagecache_locked = false;
}

/* Other machines have no part in the lock: what they have stored is evicted after
 * COMMIT, and before the change is acknowledged. */
static void cache_evict_after(void *context, bool committed) {
  struct site *site = context;
  /* The server may have committed the change without being able to say so, or may do
   * that later. The next lease waits for it, and begins with an empty epoch. */
  if (!committed && site->pagecache && db_is_address(site->database))
    cache_lease_end(site);
  if (site->pagecache_locked)
    cache_evict_release(site, committed);
  if (committed)
    cache_lease_note(site, web_machine_change(site->db));
  if (committed && site->cache_awaited)
    cache_lease_await(site, site->cache_awaited);
  site->cache_awaited = 0;
}

void cache_evict_watch(struct site *site) {
  cache_lease_name(site);
  txn_set_hook(site->db, cache_evict_before_commit, cache_evict_after, site);
}
