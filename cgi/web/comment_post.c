#include "web/comment_post.h"

#include <stdio.h>

#include "base/clock.h"
#include "http/client_address.h"
#include "http/form.h"
#include "http/status.h"
#include "site/pages/page_article.h"
#include "site/pages/page_comments.h"
#include "web/metrics.h"

/* Sends the form again as it was filled in, with its errors: below the article, but
 * alone if there are too many comments. In a flood most answers are that one, and
 * rendering articles for its sender would delay readers. A preview (OK) is alone as
 * well, so that it costs little. */
static enum err comment_post_show_form(struct site *site, const struct request *r,
    enum err why, struct comment_outcome *outcome, struct response *out) {
  char seconds[24];
  struct view_form form;
  enum err e = OK;
  out->status = why ? status_of(why) : 200;
  if (why == ERR_TOO_QUICK) {
    snprintf(seconds, sizeof seconds, "%lld", (long long)outcome->retry_after);
    e = response_header(out, "Retry-After", seconds);
  }
  if (!e)
    /* A form with a reader's text and errors is not a page that a search engine should
     * show. */
    e = response_header(out, "X-Robots-Tag", "noindex");
  comment_form_fill(site, r->arena, outcome, &form);
  if (!e)
    e = db_read_begin(site->db);
  if (!e)
    e = !why || why == ERR_TOO_QUICK ? page_comments_render_form(site, r->arena,
                                           &outcome->article, &form, &out->body)
                                     : page_article_render_form(site, r->arena,
                                           &outcome->article, &form, &out->body);
  db_read_end(site->db);
  return e;
}

static enum err comment_post_read(
    struct site *site, const struct request *r, struct comment_post *p) {
  struct form form;
  struct comment_submission in = {.now = clock_now()};
  enum err e = form_read(r->arena, r->body, r->body_size, &form);
  if (!e)
    e = form_get_id(&form, "comment_post_ID", &in.article_id);
  if (!e)
    e = form_get_id(&form, "comment_parent", &in.parent_id);
  if (e)
    return e;
  /* The names are those of WordPress's comment form, as in templates/form.html. */
  in.comment = form_get(&form, "comment");
  in.author = form_get(&form, "author");
  in.email = form_get(&form, "email");
  in.url = form_get(&form, "url");
  in.honeypot = form_get(&form, "leave_empty");
  in.made = form_get(&form, "made");
  in.known = form_get(&form, "known");
  in.follow = form_get(&form, "follow");
  in.address = client_address(
      r->arena, site->settings.trusted_proxies, r->address, r->forwarded);
  if (!in.address)
    return ERR_NOMEM;
  p->previews = form_get(&form, "preview") != NULL;
  p->in = in;
  return OK;
}

void comment_post_begin(
    struct site *site, const struct request *r, struct comment_post *p) {
  enum err e = comment_post_read(site, r, p);
  if (!e)
    e = p->previews
            ? comment_submit_preview(site, r->arena, &p->in, &p->outcome)
            : comment_submit_begin(site, r->arena, &p->in, &p->outcome, &p->attempt);
  p->result = e;
}

enum err comment_post_put_off(
    struct site *site, const struct request *r, struct view_form *out) {
  struct comment_post p = {.attempt = NULL};
  enum err e = comment_post_read(site, r, &p);
  if (!e)
    e = comment_submit_put_off(site, r->arena, &p.in, &p.outcome);
  if (!e)
    comment_form_fill(site, r->arena, &p.outcome, out);
  return e;
}

bool comment_post_is_stored(const struct comment_post *p) {
  return p->attempt && comment_submit_result(p->attempt) == OK;
}

static enum metric comment_post_metric(const struct comment_post *p, enum err e) {
  switch (e) {
  case OK:
    return METRIC_COMMENTS_APPROVED + (enum metric)comment_submit_status(p->attempt);
  case ERR_INVALID:
    return METRIC_COMMENTS_INVALID;
  case ERR_EXISTS:
    return METRIC_COMMENTS_DUPLICATE;
  case ERR_TOO_QUICK:
    return METRIC_COMMENTS_LIMITED;
  default:
    return METRIC_COMMENTS_FAILED;
  }
}

enum err comment_post_end(struct site *site, const struct request *r,
    struct comment_post *p, struct response *out) {
  enum err e = p->attempt ? comment_submit_end(p->attempt) : p->result;
  if (!p->previews)
    metrics_add(comment_post_metric(p, e), 1);
  if ((!e && p->previews) || e == ERR_INVALID || e == ERR_EXISTS || e == ERR_TOO_QUICK)
    return comment_post_show_form(site, r, e, &p->outcome, out);
  if (e)
    return e;
  /* 303, not 302: every client then requests the target with GET (RFC 9110 section
   * 15.4.4), and reloading that page does not send the comment again. */
  out->status = 303;
  return response_header(out, "Location", p->outcome.location);
}
