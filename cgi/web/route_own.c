/* The form by which the sender of a comment changes or withdraws it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "http/client_address.h"
#include "http/form.h"
#include "site/comments/own_link.h"
#include "site/pages/page_own_comment.h"
#include "site/site_link.h"
#include "web/handle.h"

/* The one that is sent. */
struct route_own {
  const char *token;
  int64_t id;
  bool withdraws;
};

static enum err route_own_dead(struct site *site, const struct request *r, enum err why,
    const char *kept, struct response *out) {
  out->status = why == ERR_SYNTAX ? 404 : 410;
  return page_own_comment_render_dead(site, r->arena, why, kept, &out->body);
}

static enum err route_own_outcome(struct site *site, const struct request *r,
    const struct route_own *own, const struct own_outcome *o, struct response *out) {
  char seconds[24];
  enum err e = OK;
  if (o->result == OWN_DONE && !own->withdraws) {
    out->status = 303;
    return response_header(out, "Location", o->location);
  }
  if (o->result == OWN_TOO_QUICK) {
    snprintf(seconds, sizeof seconds, "%lld", (long long)o->retry_after);
    e = response_header(out, "Retry-After", seconds);
  }
  return e ? e
           : page_own_comment_render_outcome(site, r->arena, own->id, own->token,
                 own->withdraws, o, &out->status, &out->body);
}

/* The connection is closed before the page is rendered: only then is what was withdrawn
 * gone from the write-ahead log as well. */
static enum err route_own_act(struct site *site, const struct request *r,
    const struct form *form, const struct route_own *own, struct response *out) {
  struct own_outcome o;
  struct site *link = NULL;
  struct own_edit in = {.id = own->id,
      .comment = form_get(form, "comment"),
      .author = form_get(form, "author"),
      .url = form_get(form, "url"),
      .now = clock_now()};
  enum err e = form_get_id(form, "rev", &in.rev);
  in.address = client_address(
      r->arena, site->settings.trusted_proxies, r->address, r->forwarded);
  if (!e && !in.address)
    e = ERR_NOMEM;
  if (!e)
    e = site_link_open(&link, site);
  if (!e)
    e = own->withdraws ? own_withdraw(link, r->arena, own->id, in.now, &o)
                       : own_edit(link, r->arena, &in, &o);
  site_link_close(link);
  return e ? e : route_own_outcome(site, r, own, &o, out);
}

enum err page_own_comment(
    struct site *site, const struct request *r, struct response *out) {
  struct form form;
  struct route_own own = {.token = NULL};
  bool acts = r->method == METHOD_POST;
  enum err e = acts ? form_read(r->arena, r->body, r->body_size, &form)
                    : form_read(r->arena, r->query, strlen(r->query), &form);
  out->cache = RESPONSE_PRIVATE;
  if (!e)
    e = response_header(out, "X-Robots-Tag", "noindex");
  if (e)
    return e;
  const char *asked = form_get(&form, "do");
  own.token = form_get(&form, "t");
  own.withdraws = asked && strcmp(asked, "withdraw") == 0;
  if (acts && !own.withdraws && (!asked || strcmp(asked, "save") != 0))
    return ERR_SYNTAX;
  e = own_link_check(site, own.token, clock_now(), &own.id);
  /* The text of a form that comes too late is not lost. */
  if (e)
    return route_own_dead(
        site, r, e, acts && e == ERR_GONE ? form_get(&form, "comment") : NULL, out);
  if (acts)
    return route_own_act(site, r, &form, &own, out);
  return page_own_comment_render(site, r->arena, own.id, own.token, own.withdraws,
      clock_now(), &out->status, &out->body);
}
