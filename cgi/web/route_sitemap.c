/* The sitemap and robots.txt. */
#include <string.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "http/etag.h"
#include "site/pages/news_sitemap.h"
#include "site/pages/sitemap.h"
#include "web/handle.h"

/* Not cached: it changes with nearly every write, and robots read it a few times per
 * day. The ETag depends on the state of the database only. */
static enum err route_write_sitemap(
    struct site *site, const struct request *r, struct response *out) {
  uint64_t revision = 0;
  char etag[ETAG_TEXT];
  enum err e = sitemap_revision(site, &revision);
  if (e)
    return e;
  etag_make_weak(revision, site->render_key, etag);
  if (etag_matches(r->if_none_match, etag))
    return response_tag(out, etag, r->if_none_match);
  e = strcmp(r->path, "/sitemap.xml") == 0 ? sitemap_index(site, &out->body)
                                           : sitemap_part(site, r->path, &out->body);
  return e ? e : response_tag(out, etag, r->if_none_match);
}

enum err page_sitemap(
    struct site *site, const struct request *r, struct response *out) {
  size_t n = strlen(r->path), m = strlen(".xml");
  /* The permalink of an article may begin with "/sitemap-", too. */
  if (n < m || strcmp(r->path + n - m, ".xml") != 0)
    return page_read(site, r, out);
  enum err e = db_read_begin(site->db);
  if (!e)
    e = route_write_sitemap(site, r, out);
  db_read_end(site->db);
  /* Set after an error too, without harm: the error page replaces the type. */
  out->type = "application/xml";
  return e;
}

/* Without an ETag: it changes with time alone, too. */
enum err page_news_sitemap(
    struct site *site, const struct request *r, struct response *out) {
  (void)r;
  enum err e = db_read_begin(site->db);
  if (!e)
    e = news_sitemap(site, clock_now(), &out->body);
  db_read_end(site->db);
  out->type = "application/xml";
  return e;
}

/* The site's own robots.txt or the built-in one. Adds the sitemap unless the file names
 * one. */
enum err page_robots(struct site *site, const struct request *r, struct response *out) {
  static const char sitemap[] = "Sitemap:";
  const struct asset *file =
      assets_find(site->assets, assets_url(site->assets, "robots.txt"));
  if (!file)
    return ERR_NOT_FOUND;
  out->type = "text/plain; charset=utf-8";
  buf_add(&out->body, file->data, file->size);
  if (!memmem(file->data, file->size, sitemap, sizeof sitemap - 1))
    buf_printf(&out->body, "\n%s %s/sitemap.xml\n", sitemap, site->settings.base_url);
  /* No revision of the database says when a file changes, so the tag is a hash of the
   * text. */
  uint8_t hash[CRYPT_HASH];
  uint64_t head;
  char etag[ETAG_TEXT];
  crypt_hash(buf_text(&out->body), out->body.len, hash);
  memcpy(&head, hash, sizeof head);
  etag_make_weak(head, out->body.len, etag);
  return response_tag(out, etag, r->if_none_match);
}
