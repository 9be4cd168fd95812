/* Assets, in case the web server does not send them itself. */
#include "http/encoding.h"
#include "web/handle.h"

enum err page_asset(struct site *site, const struct request *r, struct response *out) {
  const struct asset *asset = assets_find(site->assets, r->path);
  if (!asset)
    return ERR_NOT_FOUND;
  out->type = asset->type;
  /* The address contains a fingerprint of the content, so a changed file has another
   * address. */
  out->cache = RESPONSE_IMMUTABLE;
  if (!asset_is_text(asset))
    return asset_add(asset, false, &out->body);
  bool gzip = encoding_accepts(r->accept_encoding, "gzip");
  /* Also on the plain response: a shared cache must not send it to everyone, nor the
   * other to a client without gzip (RFC 9110 section 12.5.5). */
  enum err e = response_header(out, "Vary", "Accept-Encoding");
  if (!e && gzip)
    e = response_header(out, "Content-Encoding", "gzip");
  return e ? e : asset_add(asset, gzip, &out->body);
}
