/* The page of a moderation link, and its forms. */
#include <string.h>

#include "base/clock.h"
#include "http/form.h"
#include "http/status.h"
#include "site/pages/page_moderate.h"
#include "site/site_link.h"
#include "web/handle.h"

/* Not what became of a request, but of a link: 404 for a token that is not genuine, 410
 * for one that has expired and for a comment that is gone. */
static enum err route_moderate_dead(
    struct site *site, const struct request *r, enum err why, struct response *out) {
  out->status = why == ERR_SYNTAX ? 404 : 410;
  return page_moderate_render_dead(site, r->arena, why, &out->body);
}

/* The status of the answer to a form. */
static int route_moderate_status(enum moderate_result result) {
  switch (result) {
  case MODERATE_MEANWHILE:
  case MODERATE_REPLY_REFUSED:
    return 409;
  case MODERATE_REPLY_FAULTY:
    return 422;
  case MODERATE_DONE:
  case MODERATE_BEFORE:
  case MODERATE_REPLIED:
  case MODERATE_REPLY_TWICE:
    break;
  }
  return 200;
}

/* Reads what the form asks for. ERR_SYNTAX for anything that no form of the page
 * sends. */
static enum err route_moderate_order(const struct site *site, const struct form *form,
    int64_t id, struct moderate_order *out) {
  const char *asked = form_get(form, "do"), *from = form_get(form, "from"),
             *to = form_get(form, "to"), *reply = form_get(form, "r");
  *out = (struct moderate_order){.id = id, .now = clock_now()};
  if (!asked || !from || !comment_status_find(from, &out->from))
    return ERR_SYNTAX;
  if (strcmp(asked, "reply") == 0) {
    out->to = COMMENT_APPROVE;
    out->reply = form_get(form, "comment");
    return out->reply ? OK : ERR_SYNTAX;
  }
  /* The names of the other actions are those of statuses. */
  if (strcmp(asked, "undo") != 0)
    return comment_status_find(asked, &out->to) ? OK : ERR_SYNTAX;
  if (!to || !comment_status_find(to, &out->to))
    return ERR_SYNTAX;
  return reply ? moderate_link_check(site, reply, out->now, &out->undo_reply) : OK;
}

static enum err route_moderate_show(struct site *site, struct site *link,
    const struct request *r, const struct page_moderate *page, struct response *out) {
  enum err e = page_moderate_render(site, link, r->arena, page, &out->body);
  return e == ERR_NOT_FOUND ? route_moderate_dead(site, r, e, out) : e;
}

static enum err route_moderate_act(struct site *site, struct site *link,
    const struct request *r, struct page_moderate page,
    const struct moderate_order *order, struct response *out) {
  struct moderate_outcome outcome;
  enum err e = moderate_by_link(link, r->arena, order, &outcome);
  if (e == ERR_NOT_FOUND)
    return route_moderate_dead(site, r, e, out);
  if (e)
    return e;
  page.order = order;
  page.outcome = &outcome;
  out->status = route_moderate_status(outcome.result);
  return route_moderate_show(site, link, r, &page, out);
}

/* Programs that scan mails follow links: GET and HEAD change nothing. */
static enum err route_moderate(struct site *site, const struct request *r,
    const struct form *form, struct response *out) {
  struct page_moderate page = {.token = form_get(form, "t")};
  struct moderate_order order;
  struct site *link = NULL;
  bool acts = r->method == METHOD_POST;
  enum err e = moderate_link_check(site, page.token, clock_now(), &page.id);
  if (e)
    return route_moderate_dead(site, r, e, out);
  if (acts)
    e = route_moderate_order(site, form, page.id, &order);
  else
    page.suggested = moderate_action_find(form_get(form, "do"));
  if (!e)
    e = site_link_open(&link, site);
  if (e)
    return e;
  e = acts ? route_moderate_act(site, link, r, page, &order, out)
           : route_moderate_show(site, link, r, &page, out);
  site_link_close(link);
  return e;
}

enum err page_moderation(
    struct site *site, const struct request *r, struct response *out) {
  struct form form;
  bool acts = r->method == METHOD_POST;
  enum err e = acts ? form_read(r->arena, r->body, r->body_size, &form)
                    : form_read(r->arena, r->query, strlen(r->query), &form);
  if (e)
    return e;
  /* Without a token, the path is like any other: the author may have a page there. */
  if (!acts && !form_get(&form, "t"))
    return page_read(site, r, out);
  out->cache = RESPONSE_PRIVATE;
  e = response_header(out, "X-Robots-Tag", "noindex");
  return e ? e : route_moderate(site, r, &form, out);
}
