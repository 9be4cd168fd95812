/* The page about mail on comments, and the unsubscribe link. */
#include <string.h>

#include "base/clock.h"
#include "http/form.h"
#include "site/comments/follow_change.h"
#include "site/comments/follow_link.h"
#include "site/pages/page_follow.h"
#include "site/site_link.h"
#include "web/handle.h"

/* What a request of these routes is about. */
struct route_follow {
  int64_t follower, now;
  enum follow_action done;
};

/* The connection that may change something is opened only once the link has been
 * checked, and for this response. */
static enum err route_follow_render(struct site *site, const struct request *r,
    const struct route_follow *f, struct response *out) {
  out->cache = RESPONSE_PRIVATE;
  enum err e =
      page_follow_render(site, r->arena, f->follower, f->done, f->now, &out->body);
  return e ? e : response_header(out, "X-Robots-Tag", "noindex");
}

static enum err route_follow_change(
    struct site *site, const struct form *form, struct route_follow *f) {
  static const char *const words[] = {[FOLLOW_CONFIRM] = "confirm",
      [FOLLOW_STOP_ALL] = "stop",
      [FOLLOW_REFUSE] = "refuse",
      [FOLLOW_ACCEPT] = "accept"};
  const char *word = form_get(form, "do");
  int64_t follow = 0;
  enum err e = form_get_id(form, "stop", &follow);
  if (e)
    return e;
  if (follow)
    f->done = FOLLOW_STOP;
  for (size_t i = 0; word && i < sizeof words / sizeof words[0]; i++)
    if (words[i] && strcmp(word, words[i]) == 0)
      f->done = (enum follow_action)i;
  return follow_change(site, f->follower, f->done, follow, f->now);
}

enum err page_follow(struct site *site, const struct request *r, struct response *out) {
  struct form form;
  struct site *link = NULL;
  struct route_follow f = {.now = clock_now()};
  bool posts = r->method == METHOD_POST;
  const char *text = posts ? r->body : r->query;
  enum err e = form_read(r->arena, text, posts ? r->body_size : strlen(text), &form);
  if (!e)
    e = follow_link_check(site, form_get(&form, "t"), f.now, &f.follower);
  if (!e)
    e = site_link_open(&link, site);
  if (!e && posts)
    e = route_follow_change(link, &form, &f);
  if (!e)
    e = route_follow_render(link, r, &f, out);
  site_link_close(link);
  return e;
}

/* A POST comes from the reader's mail service, without Origin, and with a body that
 * says nothing (RFC 8058 section 3.2): the signed link is all that counts. A GET, also
 * of a program that follows every link, changes nothing. */
enum err page_unfollow(
    struct site *site, const struct request *r, struct response *out) {
  struct form form;
  struct site *link = NULL;
  int64_t follow = 0;
  struct route_follow f = {.now = clock_now()};
  enum err e = form_read(r->arena, r->query, strlen(r->query), &form);
  if (!e)
    e = follow_link_check_stop(site, form_get(&form, "t"), f.now, &follow);
  if (!e)
    e = site_link_open(&link, site);
  if (!e)
    e = follow_change_find(link, follow, &f.follower);
  if (!e && r->method == METHOD_POST) {
    f.done = FOLLOW_STOP;
    e = follow_change(link, f.follower, f.done, follow, f.now);
  }
  if (!e)
    e = route_follow_render(link, r, &f, out);
  site_link_close(link);
  return e;
}
