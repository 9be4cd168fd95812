#include "site/cache/cached_page.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "db/cache_record.h"
#include "pagecache/pagecache.h"
#include "pagecache/pagecache_lock.h"
#include "pagecache/pagecache_publish.h"
#include "pagecache/pagecache_read.h"
#include "pagecache/pagecache_replace.h"
#include "site/cache/cache_epoch.h"
#include "site/cache/cache_lease.h"
#include "site/core/permalink.h"
#include "site/pages/page.h"
#include "site/pages/page_kind.h"

/* Other spellings redirect, and most parameters select private pages. */
bool cached_page_is_canonical(struct arena *a, const struct page_request *r) {
  if (r->held || r->edit || r->reply_to || r->id || r->search || r->feed ||
      !pagecache_can_store(r->path))
    return false;
  const char *encoded = permalink_encode(a, r->path);
  return encoded && strcmp(encoded, r->raw_path) == 0;
}

/* The database is not asked: the writer has evicted the page before its change was
 * acknowledged, so a page that is there is current. */
static enum err cached_page_read_entry(const struct site *site,
    const struct page_request *r, unsigned accepted, struct pagecache_entry *out) {
  if (!site->pagecache || !pagecache_is_intact(site->pagecache) ||
      !cache_lease_is_valid(site))
    return ERR_NOT_FOUND;
  return pagecache_read(
      site->pagecache, r->path, page_kind_file_at(r->path)->leaf, accepted, out);
}

/* Then there is nothing to look for, which would be a read transaction of its own. */
static bool cached_page_is_off(const struct site *site) {
  return !site->pagecache && strcmp(site->settings.cache_folder, "off") == 0;
}

enum err cached_page_read(struct site *site, struct arena *a,
    const struct page_request *r, unsigned accepted, struct pagecache_entry *out) {
  struct cache_record row;
  if (!cached_page_is_canonical(a, r))
    return ERR_NOT_FOUND;
  enum err e = cached_page_read_entry(site, r, accepted, out);
  /* Found, or not readable. In the latter case the caller renders it without a
   * claim. */
  if (e != ERR_NOT_FOUND || cached_page_is_off(site))
    return e;
  /* The page cache may have been replaced since the last request. A claim in the old
   * one would not be seen by other workers, and after a start all of them would render
   * the same page. */
  if (cache_epoch_attach(site, a, &row) != OK || !site->pagecache)
    return ERR_NOT_FOUND;
  pagecache_claim(site->pagecache, r->path);
  e = cached_page_read_entry(site, r, accepted, out);
  if (!e)
    pagecache_unclaim(site->pagecache);
  return e;
}

void cached_page_done(struct site *site) {
  if (site->pagecache)
    pagecache_unclaim(site->pagecache);
}

/* Web servers and cached_page_read derive the leaf from the path alone. The list of a
 * tag called "feed" is at a path where they expect a feed, so it cannot be stored. */
static bool cached_page_has_leaf_of_path(const struct page *p) {
  const struct page_file *file = page_kind_file(p->kind, p->decoded);
  return file && strcmp(file->leaf, page_kind_file_at(p->decoded)->leaf) == 0;
}

/* Whether the page may be stored in the epoch of `row`. */
static bool cached_page_can(
    struct site *site, const struct page *p, const struct cache_record *row) {
  return !p->location && !p->is_private && cached_page_has_leaf_of_path(p) &&
         cache_epoch_fits(site, row);
}

/* The row is read in the transaction of the page. If an epoch begins after that, the
 * token is an old one, and publishing fails. */
enum cached_page_state cached_page_begin(struct site *site, struct arena *a,
    const struct page *p, char epoch[PAGECACHE_TOKEN]) {
  struct cache_record row;
  if (cache_epoch_attach(site, a, &row) != OK || !site->pagecache)
    return CACHED_PAGE_OFF;
  if (!cached_page_can(site, p, &row))
    return CACHED_PAGE_NOT;
  /* The token fits: cache_epoch_fits has found it equal to that of the page cache. */
  snprintf(epoch, PAGECACHE_TOKEN, "%s", row.epoch);
  return CACHED_PAGE_CAN;
}

struct cached_page_check {
  struct site *site;
  struct arena *arena;
  const struct page *page;
  const char *epoch;
};

/* Runs under the lock that keeps writers out, after rendering, in a new transaction. If
 * epoch, page and revision are still the same, nothing the page shows has changed. */
static bool cached_page_is_current(void *context) {
  const struct cached_page_check *q = context;
  struct page again = {0};
  struct cache_record row = {0};
  const struct page_request r = {.raw_path = q->page->path, .path = q->page->decoded};
  enum err e = db_read_begin(q->site->db);
  if (!e)
    e = cache_record_read(q->site->db, q->arena, &row);
  if (!e)
    e = page_find(q->site, q->arena, &r, &again);
  db_read_end(q->site->db);
  /* In a copy of the site, the lock is another one and keeps no writer out. */
  return !e && cache_lease_is_valid(q->site) && db_is_newest(q->site->db) &&
         (uint64_t)row.lock_number == pagecache_lock_number(q->site->pagecache) &&
         strcmp(row.epoch, q->epoch) == 0 && again.kind == q->page->kind &&
         again.revision == q->page->revision && again.subject == q->page->subject;
}

static struct pagecache_candidate cached_page_candidate(const struct site *site,
    const struct page *p, const char *epoch, const struct buf *body) {
  return (struct pagecache_candidate){
      .path = p->decoded,
      .leaf = page_kind_file_at(p->decoded)->leaf,
      .epoch = epoch,
      .render_key = site->render_key,
      .revision = p->revision,
      .body = buf_text(body),
      .size = body->len,
      .limit = (size_t)site->settings.cache_mb << 20,
  };
}

bool cached_page_publish(struct site *site, struct arena *a, const struct page *p,
    const char *epoch, const struct buf *body) {
  struct cached_page_check q = {site, a, p, epoch};
  if (!pagecache_can_store(p->decoded))
    return false;
  const struct pagecache_candidate offer = cached_page_candidate(site, p, epoch, body);
  enum err e = pagecache_publish(site->pagecache, &offer, cached_page_is_current, &q);
  bool stored = e == OK;
  /* The cache is full. Nothing says which pages will be wanted next, so all go, and
   * those that are wanted come back. ERR_EXISTS is normal: a change came in between. */
  if (e == ERR_TOO_LARGE)
    e = cache_epoch_flush(site);
  if (e && e != ERR_EXISTS)
    log_event(LOG_LEVEL_WARN, "pagecache.publish", "error", err_name(e), NULL);
  return stored;
}

/* Begins a read transaction, which the caller ends even after an error, and finds the
 * page at a decoded path. */
static enum err cached_page_find(
    struct site *site, struct arena *a, const char *path, struct page *out) {
  const char *encoded = permalink_encode(a, path);
  const struct page_request r = {.raw_path = encoded, .path = path};
  enum err e = encoded ? db_read_begin(site->db) : ERR_NOMEM;
  if (!e)
    e = page_find(site, a, &r, out);
  /* Redirects have no page. */
  return !e && out->location ? ERR_NOT_FOUND : e;
}

enum err cached_page_make(struct site *site, struct arena *a, const char *path,
    struct buf *out, bool *published) {
  struct page p = {0};
  char epoch[PAGECACHE_TOKEN];
  enum cached_page_state state = CACHED_PAGE_NOT;
  *published = false;
  enum err e = cached_page_find(site, a, path, &p);
  if (!e)
    state = cached_page_begin(site, a, &p, epoch);
  if (!e)
    e = page_render(site, a, &p, out);
  db_read_end(site->db);
  if (!e && state == CACHED_PAGE_CAN)
    *published = cached_page_publish(site, a, &p, epoch, out);
  return e;
}

/* Not cached_page_begin: it may open the page cache again, and so lose the lock. A page
 * that cannot be stored is evicted, which is what happens to every page without this
 * function, so failures are nothing to report. */
void cached_page_prepare(
    struct site *site, struct arena *a, size_t i, const char *path) {
  struct page p = {0};
  struct buf body = {0};
  struct cache_record row = {0};
  enum err e = cached_page_find(site, a, path, &p);
  if (!e)
    e = cache_record_read(site->db, a, &row);
  if (!e && !cached_page_can(site, &p, &row))
    e = ERR_EXISTS;
  if (!e)
    e = page_render(site, a, &p, &body);
  db_read_end(site->db);
  if (!e) {
    const struct pagecache_candidate offer =
        cached_page_candidate(site, &p, row.epoch, &body);
    e = pagecache_prepare(site->pagecache, i, &offer);
  }
  if (e && e != ERR_NOT_FOUND && e != ERR_GONE && e != ERR_EXISTS)
    log_event(LOG_LEVEL_WARN, "pagecache.replace", "error", err_name(e), NULL);
  buf_free(&body);
}
