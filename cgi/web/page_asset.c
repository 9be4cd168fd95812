/* Style sheet and icons, where the web server does not hand them out itself. */
#include "web/handle.h"

enum err page_asset(struct site *site, const struct request *r, struct response *out) {
  const struct asset *asset = assets_find(site->assets, r->path);
  if (!asset)
    return ERR_NOT_FOUND;
  out->type = asset->type;
  out->cache = RESPONSE_IMMUTABLE;
  buf_add(&out->body, asset->data, asset->size);
  return buf_status(&out->body);
}
