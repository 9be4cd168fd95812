#include "site/cache/cache_lease_renew.h"

#include "base/clock.h"
#include "db/txn.h"
#include "db/web_machine.h"
#include "pagecache/pagecache_evict.h"
#include "pagecache/pagecache_lease.h"
#include "pagecache/pagecache_lock.h"
#include "site/cache/cache_epoch.h"
#include "site/cache/cache_lease.h"

struct cache_lease_work {
  struct site *site;
  struct arena *arena;
  bool ends_all, is_locked;
};

static enum err cache_lease_evict(void *context, const struct web_eviction *v) {
  struct cache_lease_work *w = context;
  struct pagecache *cache = w->site->pagecache;
  enum err e = OK;
  if (v->kind == WEB_EVICTION_PAGE)
    e = pagecache_evict(cache, v->path);
  else if (v->kind == WEB_EVICTION_NUMBERS)
    e = pagecache_evict_numbers(cache, v->path, v->first, v->last);
  else if (v->kind == WEB_EVICTION_LAST)
    e = pagecache_evict_last(cache, v->path);
  else
    w->ends_all = true;
  /* As in cache_evict_changes: in a new epoch, a page that cannot be deleted does not
   * matter. */
  w->ends_all = w->ends_all || e == ERR_OWNER || e == ERR_IO;
  return e == ERR_OWNER || e == ERR_IO ? OK : e;
}

/* Under the lock, as publishers ask the database about what they store: either they see
 * the change, or the page is there and is evicted. */
static enum err cache_lease_evict_all(
    struct cache_lease_work *w, int64_t after, int64_t newest) {
  struct cache_record row;
  enum err e = pagecache_lock(w->site->pagecache);
  if (e)
    return e;
  e = web_eviction_each(w->site->db, after, newest, cache_lease_evict, w);
  if (!e && w->ends_all)
    e = cache_record_read(w->site->db, w->arena, &row);
  if (!e && w->ends_all)
    e = cache_epoch_renew_own(w->site, &row);
  pagecache_unlock(w->site->pagecache);
  return e;
}

/* In a change, so that none is between "no other machine has pages" and COMMIT. The
 * lock comes after the database's, as for every change. */
static enum err cache_lease_join_now(struct db *s, void *context) {
  struct cache_lease_work *w = context;
  struct cache_record row;
  enum err e = pagecache_lock(w->site->pagecache);
  w->is_locked = !e;
  if (!e)
    e = cache_record_read(s, w->arena, &row);
  if (!e)
    e = cache_epoch_renew_own(w->site, &row);
  return e ? e : web_machine_join(s);
}

/* The epoch begins empty, and nobody adds to it before the lease. */
static enum err cache_lease_join(struct cache_lease_work *w) {
  int64_t began = clock_boot();
  enum err e = txn_write(w->site->db, cache_lease_join_now, w);
  if (w->is_locked)
    pagecache_unlock(w->site->pagecache);
  if (!e)
    pagecache_set_lease(w->site->pagecache, began + CACHE_LEASE - CACHE_LEASE_MARGIN);
  return e;
}

/* The time is taken before the database is asked what is newest: what is committed
 * after that waits for CACHE_LEASE from then on. */
static enum err cache_lease_extend(struct cache_lease_work *w) {
  int64_t began = clock_boot(), newest = 0, confirmed = 0;
  enum err e = web_machine_newest(w->site->db, &newest, &confirmed);
  /* The blog has moved to another database (RAISE in db/txn.c). */
  if (!e && newest < 0)
    e = ERR_REPLACED;
  if (!e)
    cache_lease_note(w->site, newest);
  if (!e && newest > confirmed)
    e = cache_lease_evict_all(w, confirmed, newest);
  if (!e)
    e = web_machine_confirm(w->site->db, newest);
  /* Too late: others may have stopped waiting for this machine. */
  if (!e && !cache_lease_is_valid(w->site))
    e = ERR_GONE;
  if (!e)
    pagecache_set_lease(w->site->pagecache, began + CACHE_LEASE - CACHE_LEASE_MARGIN);
  return e;
}

enum err cache_lease_renew(struct site *site, struct arena *a) {
  struct cache_record row;
  struct cache_lease_work w = {site, a, false, false};
  enum err e = cache_epoch_attach(site, a, &row);
  if (e || !site->pagecache)
    return e;
  if (!cache_lease_is_valid(site)) {
    cache_lease_end(site);
    return cache_lease_join(&w);
  }
  e = cache_lease_extend(&w);
  if (e == ERR_GONE || e == ERR_REPLACED)
    cache_lease_end(site);
  return e;
}

void cache_lease_leave(struct site *site, struct arena *a) {
  struct cache_record row;
  if (cache_epoch_attach(site, a, &row) != OK || !site->pagecache)
    return;
  cache_lease_end(site);
  enum err e = web_machine_leave(site->db);
  (void)e; /* then others wait until it has run out */
}

int64_t cache_lease_enforce(struct site *site, struct arena *a) {
  cache_epoch_attach_wanted(site, a);
  if (!site->pagecache)
    return 0;
  int64_t until = pagecache_lease(site->pagecache);
  if (!until || cache_lease_is_valid(site))
    return until;
  pagecache_drop(site->pagecache);
  return 0;
}

void cache_lease_end(struct site *site) {
  pagecache_set_lease(site->pagecache, 0);
  pagecache_drop(site->pagecache);
}

enum err cache_lease_clean(struct site *site) {
  return web_eviction_clean(site->db);
}

bool cache_lease_wait(struct site *site, int signals, int timeout) {
  return web_machine_wait(site->db, signals, timeout);
}
