/* An article before it is published, for anyone who has a link from its author. */
#include <string.h>

#include "base/clock.h"
#include "http/form.h"
#include "site/core/preview_link.h"
#include "site/pages/page_preview.h"
#include "web/handle.h"

enum err page_preview(
    struct site *site, const struct request *r, struct response *out) {
  struct form form;
  int64_t id = 0, until = 0;
  const char *moved = NULL;
  /* It is not stored, nor may the page that answers a bad link be. */
  out->cache = RESPONSE_PRIVATE;
  enum err e = form_read(r->arena, r->query, strlen(r->query), &form);
  if (!e)
    e = response_header(out, "X-Robots-Tag", "noindex");
  if (!e)
    e = preview_link_check(
        site, r->arena, form_get(&form, "t"), clock_now(), &id, &until);
  if (!e)
    e = page_preview_render(site, r->arena, id, until, &moved, &out->body);
  if (e || !moved)
    return e;
  out->status = 303;
  return response_header(out, "Location", moved);
}
