/* The endpoint for Webmentions. */
#include "base/clock.h"
#include "http/client_address.h"
#include "http/form.h"
#include "site/webmention/mention_receive.h"
#include "web/handle.h"

enum err page_webmention(
    struct site *site, const struct request *r, struct response *out) {
  struct form form;
  struct mention_received in = {.now = clock_now()};
  enum err e = form_read(r->arena, r->body, r->body_size, &form);
  if (e)
    return e;
  in.source = form_get(&form, "source");
  in.target = form_get(&form, "target");
  in.address = client_address(
      r->arena, site->settings.trusted_proxies, r->address, r->forwarded);
  if (!in.address)
    return ERR_NOMEM;
  e = mention_receive(site, r->arena, &in);
  if (e)
    return e;
  /* The page is read later (Webmention, section 3.2). */
  out->status = 202;
  out->type = "text/plain; charset=utf-8";
  buf_puts(&out->body, "Accepted. The page will be read soon.\n");
  return buf_status(&out->body);
}
