/* The button "Thank you". */
#include "base/clock.h"
#include "http/client_address.h"
#include "http/form.h"
#include "site/comments/thanks.h"
#include "web/handle.h"

enum err page_thanks(struct site *site, const struct request *r, struct response *out) {
  struct form form;
  const char *location = NULL;
  struct thanks_press press = {.now = clock_now()};
  enum err e = form_read(r->arena, r->body, r->body_size, &form);
  if (!e)
    e = form_get_id(&form, "article", &press.article_id);
  if (e)
    return e;
  press.address = client_address(
      r->arena, site->settings.trusted_proxies, r->address, r->forwarded);
  if (!press.address)
    return ERR_NOMEM;
  e = thanks_press(site, r->arena, &press, &location);
  if (e)
    return e;
  /* 303: reloading the page does not send the form again. */
  out->status = 303;
  return response_header(out, "Location", location);
}
