/* What robots ask for: which addresses there are, and which to leave alone. */
#include <string.h>

#include "base/token.h"
#include "http/etag.h"
#include "site/sitemap.h"
#include "web/handle.h"

/* These are made anew each time: what they name changes with nearly every write, and
 * who asks does so a few times a day. The tag is that of the text. */
static enum err tag(const struct request *r, struct response *out) {
  uint8_t hash[TOKEN_HASH];
  uint64_t head;
  char etag[ETAG_TEXT];
  token_hash(buf_text(&out->body), out->body.len, hash);
  memcpy(&head, hash, sizeof head);
  etag_make(head, out->body.len, etag);
  if (etag_matches(r->if_none_match, etag)) {
    out->status = 304;
    buf_clear(&out->body);
  }
  return response_header(out, "ETag", etag);
}

enum err page_sitemap(
    struct site *site, const struct request *r, struct response *out) {
  size_t n = strlen(r->path), m = strlen(".xml");
  /* An article may be called so as well. */
  if (n < m || strcmp(r->path + n - m, ".xml") != 0)
    return page_read(site, r, out);
  enum err e = store_read_begin(site->store);
  if (!e)
    e = strcmp(r->path, "/sitemap.xml") == 0 ? sitemap_index(site, &out->body)
                                             : sitemap_part(site, r->path, &out->body);
  store_read_end(site->store);
  out->type = "application/xml";
  return e ? e : tag(r, out);
}

/* The site's own file, or ours, and where the sitemap is if it does not say so. */
enum err page_robots(struct site *site, const struct request *r, struct response *out) {
  static const char sitemap[] = "Sitemap:";
  const struct asset *file =
      assets_find(site->assets, assets_url(site->assets, "robots.txt"));
  if (!file)
    return ERR_NOT_FOUND;
  out->type = "text/plain; charset=utf-8";
  buf_add(&out->body, file->data, file->size);
  if (!memmem(file->data, file->size, sitemap, sizeof sitemap - 1))
    buf_printf(&out->body, "\n%s %s/sitemap.xml\n", sitemap, site->config.base_url);
  return tag(r, out);
}
