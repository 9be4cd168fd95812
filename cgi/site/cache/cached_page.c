#include "site/cache/cached_page.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "db/cache_record.h"
#include "site/cache/cache_epoch.h"
#include "site/core/permalink.h"

static const struct stored_kind stored_kinds[] = {
    {"/feed/", "index.rss", "application/rss+xml"},
    {"/feed/atom/", "index.atom", "application/atom+xml"},
    {"/feed/json/", "index.json", "application/feed+json"},
    {"", "index.html", NULL},
};

const struct stored_kind *stored_kind_of(const char *path) {
  const struct stored_kind *kind = stored_kinds;
  size_t n = strlen(path), m;
  /* The last one fits always. */
  while ((m = strlen(kind->ending)) > n || strcmp(path + n - m, kind->ending) != 0)
    kind++;
  return kind;
}

/* Only the one canonical spelling of an address is stored, and nothing that depends on
 * a parameter. */
static bool is_canonical(struct arena *a, const struct page_request *r) {
  if (r->held || r->reply_to || r->id || r->search || !shelf_can_hold(r->path))
    return false;
  const char *encoded = permalink_encode(a, r->path);
  return encoded && strcmp(encoded, r->raw_path) == 0;
}

static enum err read_shelf(const struct site *site, const struct page_request *r,
    unsigned accepted, struct shelf_page *out) {
  if (!site->shelf || !shelf_is_whole(site->shelf))
    return ERR_NOT_FOUND;
  return shelf_read(site->shelf, r->path, stored_kind_of(r->path)->leaf, accepted, out);
}

enum err stored_page_read(struct site *site, struct arena *a,
    const struct page_request *r, unsigned accepted, struct shelf_page *out) {
  struct page_store row;
  if (!is_canonical(a, r))
    return ERR_NOT_FOUND;
  enum err e = read_shelf(site, r, accepted, out);
  if (e != ERR_NOT_FOUND)
    return e;
  /* The store may be another one since: who claims a page in an old one is alone there,
   * and after a start that would be each worker once. */
  if (page_epoch_attach(site, a, &row) != OK || !site->shelf)
    return ERR_NOT_FOUND;
  shelf_claim(site->shelf, r->path);
  e = read_shelf(site, r, accepted, out);
  if (!e)
    shelf_unclaim(site->shelf);
  return e;
}

void stored_page_done(struct site *site) {
  if (site->shelf)
    shelf_unclaim(site->shelf);
}

enum stored_state stored_page_begin(
    struct site *site, struct arena *a, const struct page *p, char epoch[SHELF_TOKEN]) {
  struct page_store row;
  if (page_epoch_attach(site, a, &row) != OK || !site->shelf)
    return STORED_OFF;
  const char *type = page_type(p), *by_name = stored_kind_of(p->decoded)->type;
  /* A tag that is called "feed" is a list at the address of a feed. */
  bool other = type ? !by_name || strcmp(type, by_name) != 0 : by_name != NULL;
  if (p->kind == PAGE_REDIRECT || other || p->is_private ||
      !page_epoch_fits(site, &row))
    return STORED_NOT;
  /* The epoch of the store, which a token fits: page_epoch_fits has compared them. */
  snprintf(epoch, SHELF_TOKEN, "%s", row.epoch);
  return STORED_CAN;
}

struct question {
  struct site *site;
  struct arena *arena;
  const struct page *page;
  const char *epoch;
};

/* Asked with writers kept out: the same epoch, the same page, the same revision? */
static bool is_current(void *context) {
  const struct question *q = context;
  struct page again = {0};
  struct page_store row = {0};
  const struct page_request r = {.raw_path = q->page->path, .path = q->page->decoded};
  enum err e = store_read_begin(q->site->store);
  if (!e)
    e = page_store_read(q->site->store, q->arena, &row);
  if (!e)
    e = page_find(q->site, q->arena, &r, &again);
  store_read_end(q->site->store);
  /* Another lock would keep no writer out: that of a copy of the site. */
  return !e && (uint64_t)row.lock_number == shelf_lock_number(q->site->shelf) &&
         strcmp(row.epoch, q->epoch) == 0 && again.kind == q->page->kind &&
         again.revision == q->page->revision && again.article.id == q->page->article.id;
}

bool stored_page_publish(struct site *site, struct arena *a, const struct page *p,
    const char *epoch, const struct buf *body) {
  struct question q = {site, a, p, epoch};
  if (!shelf_can_hold(p->decoded))
    return false;
  const struct shelf_offer offer = {
      .path = p->decoded,
      .leaf = stored_kind_of(p->decoded)->leaf,
      .epoch = epoch,
      .render_key = site->render_key,
      .revision = p->revision,
      .body = buf_text(body),
      .size = body->len,
      .limit = (size_t)site->config.page_store_mb << 20,
  };
  enum err e = shelf_publish(site->shelf, &offer, is_current, &q);
  bool stored = e == OK;
  if (e == ERR_TOO_LARGE)
    e = page_epoch_flush(site);
  if (e && e != ERR_EXISTS)
    log_event(LOG_LEVEL_WARN, "page_store.publish", "error", err_name(e), NULL);
  return stored;
}

enum err stored_page_make(struct site *site, struct arena *a, const char *path,
    struct buf *out, bool *published) {
  struct page p = {0};
  char epoch[SHELF_TOKEN];
  const char *encoded = permalink_encode(a, path);
  const struct page_request r = {.raw_path = encoded, .path = path};
  enum stored_state state = STORED_NOT;
  *published = false;
  enum err e = encoded ? store_read_begin(site->store) : ERR_NOMEM;
  if (!e)
    e = page_find(site, a, &r, &p);
  if (!e && p.kind == PAGE_REDIRECT)
    e = ERR_NOT_FOUND;
  if (!e)
    state = stored_page_begin(site, a, &p, epoch);
  if (!e)
    e = page_render(site, a, &p, out);
  store_read_end(site->store);
  if (!e && state == STORED_CAN)
    *published = stored_page_publish(site, a, &p, epoch, out);
  return e;
}
