/* Everything readers read: articles, static pages, lists, and redirects to them. */
#include <string.h>

#include "base/clock.h"
#include "http/etag.h"
#include "http/form.h"
#include "site/page.h"
#include "web/handle.h"

static enum err redirect(
    const struct page *p, const char *location, struct response *out) {
  out->status = p->permanent ? 301 : 303;
  out->cache = p->permanent ? RESPONSE_PUBLIC : RESPONSE_PRIVATE;
  return response_header(out, "Location", location);
}

static enum err render(struct site *site, const struct request *r, const struct page *p,
    struct response *out) {
  char etag[ETAG_TEXT];
  if (p->is_private) {
    out->cache = RESPONSE_PRIVATE;
    enum err e = response_header(out, "X-Robots-Tag", "noindex");
    return e ? e : page_render(site, r->arena, p, &out->body);
  }
  etag_make(p->revision, site->render_key, etag);
  bool known = etag_matches(r->if_none_match, etag);
  enum err e = known ? OK : page_render(site, r->arena, p, &out->body);
  if (e)
    return e;
  out->status = known ? 304 : 200;
  return response_header(out, "ETag", etag);
}

enum err page_read(struct site *site, const struct request *r, struct response *out) {
  struct form query;
  struct page page = {0};
  struct page_request wanted = {.raw_path = r->raw_path, .path = r->path};
  enum err e = form_read(r->arena, r->query, strlen(r->query), &query);
  if (!e)
    e = form_get_id(&query, "p", &wanted.id);
  if (!e)
    e = form_get_id(&query, "replytocom", &wanted.reply_to);
  if (e)
    return e;
  wanted.held = form_get(&query, "held");
  wanted.now = clock_now();
  e = store_read_begin(site->store);
  if (!e)
    e = page_find(site, r->arena, &wanted, &page);
  if (!e)
    e = page.kind == PAGE_REDIRECT ? redirect(&page, page.location, out)
                                   : render(site, r, &page, out);
  store_read_end(site->store);
  return e;
}
