/* Pages for readers: every kind of page, from the page cache or rendered now. */
#include <string.h>

#include "base/clock.h"
#include "http/encoding.h"
#include "http/etag.h"
#include "http/form.h"
#include "site/cache/cached_page.h"
#include "site/pages/page.h"
#include "site/pages/page_kind.h"
#include "web/handle.h"

static enum err route_redirect(
    const struct page *p, const char *location, struct response *out) {
  /* A temporary redirect is not stored, because its target may be another one next
   * time. */
  out->status = p->permanent ? 301 : 303;
  out->cache = p->permanent ? RESPONSE_PUBLIC : RESPONSE_PRIVATE;
  return response_header(out, "Location", location);
}

/* Adds the headers that a cached page has, whether this program or the web server sends
 * it. */
static enum err route_tag_cached(
    const struct request *r, uint64_t revision, struct response *out) {
  char etag[ETAG_TEXT];
  etag_make(revision, out->body.len, etag);
  enum err e = response_header(out, "Vary", "Accept-Encoding");
  return e ? e : response_tag(out, etag, r->if_none_match);
}

static enum err route_send_cached(
    const struct request *r, struct pagecache_entry *stored, struct response *out) {
  static const char *const codings[] = {
      [PAGECACHE_GZIP] = "gzip", [PAGECACHE_BROTLI] = "br"};
  /* The stored body replaces the one that was rendered, which would leak otherwise. */
  buf_free(&out->body);
  out->body = stored->body;
  out->is_stored = true;
  out->type = page_kind_file_at(r->path)->type;
  enum err e = OK;
  if (stored->encoding != PAGECACHE_PLAIN)
    e = response_header(out, "Content-Encoding", codings[stored->encoding]);
  return e ? e : route_tag_cached(r, stored->revision, out);
}

/* Pages such as a held comment or search results: for one reader, and of no use to a
 * search engine. */
static enum err route_render_private(struct site *site, const struct request *r,
    const struct page *p, struct response *out) {
  out->cache = RESPONSE_PRIVATE;
  enum err e = page_render(site, r->arena, p, &out->body);
  return e ? e : response_header(out, "X-Robots-Tag", "noindex");
}

/* Without the page cache, the ETag is made from what is known before rendering, so that
 * a matching request costs no rendering. */
static enum err route_render_live(struct site *site, const struct request *r,
    const struct page *p, struct response *out) {
  char etag[ETAG_TEXT];
  etag_make_weak(p->revision, site->render_key, etag);
  enum err e = etag_matches(r->if_none_match, etag)
                   ? OK
                   : page_render(site, r->arena, p, &out->body);
  return e ? e : response_tag(out, etag, r->if_none_match);
}

/* Renders the page. *can becomes true if it may be cached, in `epoch`. At an address
 * with parameters, a page that is usually there already would be compressed and stored
 * for each request. */
static enum err route_render(struct site *site, const struct request *r,
    const struct page_request *wanted, const struct page *p, struct response *out,
    bool *can, char epoch[PAGECACHE_TOKEN]) {
  out->type = page_type(p);
  if (p->is_private)
    return route_render_private(site, r, p, out);
  if (!cached_page_is_canonical(r->arena, wanted))
    return route_render_live(site, r, p, out);
  /* Inside the read transaction: the epoch noted here is that of the rows which the
   * page shows. */
  enum cached_page_state state = cached_page_begin(site, r->arena, p, epoch);
  if (state == CACHED_PAGE_OFF)
    return route_render_live(site, r, p, out);
  *can = state == CACHED_PAGE_CAN;
  /* The tag of a cached page has its size in it (etag.h), so even a matching request
   * renders it. */
  return page_render(site, r->arena, p, &out->body);
}

/* As the bits that pagecache_read takes. */
static unsigned route_accepted_encodings(const struct request *r) {
  unsigned bits = 0;
  if (encoding_accepts(r->accept_encoding, "gzip"))
    bits |= 1u << PAGECACHE_GZIP;
  if (encoding_accepts(r->accept_encoding, "br"))
    bits |= 1u << PAGECACHE_BROTLI;
  return bits;
}

/* Caches the page that was rendered. If the client accepts compression, sends the
 * cached copy, which is compressed. */
static enum err route_publish(struct site *site, const struct request *r,
    const struct page_request *wanted, const struct page *p, const char *epoch,
    struct response *out) {
  struct pagecache_entry stored;
  /* The page was compressed for the cache, so the compressed copy serves this request
   * too. */
  if (cached_page_publish(site, r->arena, p, epoch, &out->body) &&
      route_accepted_encodings(r) &&
      cached_page_read(site, r->arena, wanted, route_accepted_encodings(r), &stored) ==
          OK)
    return route_send_cached(r, &stored, out);
  return route_tag_cached(r, p->revision, out);
}

/* Finds and renders in one read transaction. Publishing takes a lock that writers hold
 * while they commit, so it comes after the transaction. */
static enum err route_find_and_render(struct site *site, const struct request *r,
    const struct page_request *wanted, struct response *out) {
  struct page page = {0};
  char epoch[PAGECACHE_TOKEN];
  bool can = false;
  enum err e = db_read_begin(site->db);
  if (!e)
    e = page_find(site, r->arena, wanted, &page);
  if (!e)
    e = page.location ? route_redirect(&page, page.location, out)
                      : route_render(site, r, wanted, &page, out, &can, epoch);
  db_read_end(site->db);
  return e || !can ? e : route_publish(site, r, wanted, &page, epoch, out);
}

enum err page_read(struct site *site, const struct request *r, struct response *out) {
  struct form query;
  struct pagecache_entry stored;
  struct page_request wanted = {.raw_path = r->raw_path, .path = r->path};
  enum err e = form_read(r->arena, r->query, strlen(r->query), &query);
  if (!e)
    /* The parameters are WordPress's, because links to a blog that was moved from there
     * still use them. */
    e = form_get_id(&query, "p", &wanted.id);
  if (!e && !wanted.id) /* WordPress uses it for static pages */
    e = form_get_id(&query, "page_id", &wanted.id);
  if (!e)
    e = form_get_id(&query, "replytocom", &wanted.reply_to);
  if (e)
    return e;
  wanted.quotes = form_get(&query, "quote") != NULL;
  wanted.held = form_get(&query, "held");
  wanted.known = form_get(&query, "known");
  wanted.edit = form_get(&query, "edit");
  wanted.search = form_get(&query, "s");
  wanted.feed = form_get(&query, "feed");
  wanted.now = clock_now();
  e = cached_page_read(site, r->arena, &wanted, route_accepted_encodings(r), &stored);
  if (!e)
    return route_send_cached(r, &stored, out);
  if (e == ERR_NOT_FOUND)
    e = route_find_and_render(site, r, &wanted, out);
  /* After every outcome: other processes wait for a claimed page, up to
   * PAGECACHE_WAIT_MS. */
  cached_page_done(site);
  return e;
}
