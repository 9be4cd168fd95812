#include "site/mail/follow_event.h"

#include "base/clock.h"
#include "db/model/comment.h"
#include "db/model/follower.h"
#include "db/model/mail.h"
#include "db/txn.h"
#include "site/comments/follow_match.h"

/* An old comment that is approved now is no news, for example one of a blog that has
 * just set up mail. */
#define FOLLOW_EVENT_NEW (30 * CLOCK_DAY)

#define FOLLOW_EVENT_WAITS (7 * CLOCK_DAY)

struct follow_event_news {
  struct site *site;
  struct arena *arena;
  const struct comment *comment;
  struct follow_match match;
  int64_t now;
};

/* The subject is the follower, not the follow: who follows an article in two ways is
 * told once. */
static enum err follow_event_tell(void *context, const struct follow *f) {
  const struct follow_event_news *n = context;
  int64_t id;
  struct mail mail = {.kind = FOLLOW_EVENT_NEWS,
      .comment_id = n->comment->id,
      .subject_id = f->follower_id,
      .due_at = n->now,
      .created_at = n->now};
  if (!follow_match_has(&n->match, f))
    return OK;
  enum err e = follower_email(n->site->db, n->arena, f->follower_id, &mail.recipient);
  if (e)
    return e == ERR_NOT_FOUND ? OK : e;
  return mail_add(n->site->db, &mail, &id);
}

enum err follow_event_expand(
    struct site *site, struct arena *a, const struct mail_event *event, int64_t now) {
  struct comment c;
  struct follow_event_news n = {site, a, &c, {0}, now};
  enum err e = comment_shown(site->db, a, event->comment_id, &c);
  if (e)
    return e == ERR_NOT_FOUND ? OK : e;
  if (!site->settings.mail.follow || c.status != COMMENT_APPROVE ||
      c.created_at < now - FOLLOW_EVENT_NEW)
    return OK;
  e = follow_match_open(site, a, &c, &n.match);
  return e ? e : follow_each_of(site->db, c.article_id, follow_event_tell, &n);
}

struct follow_event_run {
  struct site *site;
  struct arena *arena;
  int64_t now;
};

/* The browser that has proved an earlier comment, which its sender has confirmed by
 * mail, need not be asked again. */
static enum err follow_event_add(
    struct db *s, const struct follow_event_run *run, const struct follow_request *r) {
  struct follow f = {.article_id = r->article_id,
      .comment_id = r->comment_id,
      .scope = r->scope,
      .created_at = run->now};
  bool refused = false, proved = false;
  enum err e = follower_find_or_add(s, r->email, &f.follower_id);
  if (!e)
    e = follow_is_refused(s, f.follower_id, &refused);
  if (!e && r->proof_id)
    e = follow_is_confirmed(s, f.follower_id, r->proof_id, &proved);
  if (e || refused)
    return e;
  f.confirmed_at = proved ? run->now : 0;
  return follow_add(s, &f);
}

static enum err follow_event_take_one(struct db *s, void *context) {
  const struct follow_event_run *run = context;
  struct follow_request r;
  enum err e = follow_request_next(s, run->arena, &r);
  if (!e)
    e = follow_event_add(s, run, &r);
  return e ? e : follow_request_remove(s, r.comment_id);
}

/* The newest one that waits stands for all of them: as long as no other is added, the
 * table of mails has this question already, and nobody is asked twice. */
static enum err follow_event_ask(
    struct db *s, const struct follow_event_run *run, int64_t follower) {
  struct follow *list = NULL;
  size_t count = 0, i = 0;
  int64_t id;
  struct mail mail = {.kind = FOLLOW_EVENT_CONFIRM,
      .subject_id = follower,
      .due_at = run->now,
      .created_at = run->now};
  enum err e = follow_list(s, run->arena, follower, &list, &count);
  if (!e)
    e = follower_email(s, run->arena, follower, &mail.recipient);
  if (!e)
    e = follower_set_asked(s, follower, run->now);
  while (!e && i < count && list[i].confirmed_at)
    i++;
  if (e || i == count)
    return e;
  mail.comment_id = list[i].comment_id;
  return mail_add(s, &mail, &id);
}

static enum err follow_event_ask_one(struct db *s, void *context) {
  const struct follow_event_run *run = context;
  int64_t follower = 0;
  enum err e = follower_to_ask(s, run->now - CLOCK_DAY, run->now, &follower);
  return e ? e : follow_event_ask(s, run, follower);
}

enum err follow_event_take(struct site *site, struct arena *a, int64_t now) {
  struct follow_event_run run = {site, a, now};
  struct follow_request r;
  int64_t follower;
  enum err e = OK;
  /* Asked outside of a transaction first, so that nothing is written when there is
   * nothing to do. */
  while (!e && (e = follow_request_next(site->db, a, &r)) == OK) {
    arena_reset(a);
    e = txn_write(site->db, follow_event_take_one, &run);
  }
  if (e == ERR_NOT_FOUND)
    e = OK;
  while (!e && (e = follower_to_ask(site->db, now - CLOCK_DAY, now, &follower)) == OK) {
    arena_reset(a);
    e = txn_write(site->db, follow_event_ask_one, &run);
  }
  return e == ERR_NOT_FOUND ? OK : e;
}

static enum err follow_event_forget_old(struct db *s, void *context) {
  int64_t now = *(const int64_t *)context;
  return follow_expire(s, now - FOLLOW_EVENT_WAITS, now - CLOCK_DAY);
}

enum err follow_event_forget(struct site *site, int64_t now) {
  return txn_write(site->db, follow_event_forget_old, &now);
}
