#include "site/mail/mail_notice.h"

#include <string.h>

#include "base/clock.h"
#include "db/model/author_private.h"
#include "db/model/comment_admin.h"
#include "db/model/comment_rate.h"
#include "db/model/comment_verdict.h"
#include "db/model/mail_digest.h"
#include "site/comments/comment_reason.h"
#include "site/comments/moderate_link.h"
#include "site/mail/mail_comment.h"
#include "site/mail/reply_token.h"
#include "view/messages.h"

/* Comments in one mail. More are counted in its subject. */
enum { DIGEST_ITEMS = 100 };

int64_t mail_notice_next(int64_t now, int64_t hour) {
  struct civil c;
  int64_t at = now;
  if (clock_civil(now, &c))
    return now;
  c.hour = (int)hour;
  c.minute = c.second = 0;
  if (clock_from_civil(&c, &at) || at > now)
    return at;
  /* Noon of tomorrow, whatever the change to or from summer time does. */
  if (clock_civil(at + CLOCK_DAY + 2 * CLOCK_HOUR, &c))
    return at + CLOCK_DAY;
  c.hour = (int)hour;
  c.minute = c.second = 0;
  return clock_from_civil(&c, &at) ? now + CLOCK_DAY : at;
}

/* *out is "" if nobody is told. */
static enum err mail_notice_recipient(
    struct site *site, struct arena *a, const struct article *r, const char **out) {
  const char *own = "";
  enum err e = author_private_get(site->db, a, r->author_id, &own);
  if (!e)
    *out = *own ? own : site->settings.mail.notify;
  return e;
}

static bool mail_notice_is_wanted(const struct site *site, const struct comment *c) {
  const struct settings_mail *m = &site->settings.mail;
  return m->notices != NOTICES_NONE && !c->by_author && c->status != COMMENT_TRASH &&
         (c->status != COMMENT_SPAM || m->notify_spam);
}

/* *wait is how long the limit of notices makes one wait; counts the notice if it need
 * not. */
static enum err mail_notice_count(struct site *site, struct arena *a,
    const char *recipient, int64_t now, int64_t *wait) {
  const char *text = arena_join(a, "notice ", recipient, NULL);
  uint8_t key[CRYPT_HASH];
  if (!text)
    return ERR_NOMEM;
  crypt_keyed_hash(db_secret(site->db), text, strlen(text), key);
  const struct comment_rate rate = {
      key, sizeof key, site->settings.mail.notice_limit, CLOCK_HOUR};
  enum err e = comment_rate_wait(site->db, &rate, now, wait);
  return e || *wait ? e : comment_rate_count(site->db, &rate, now);
}

static enum err mail_notice_queue(struct site *site, struct arena *a,
    const char *recipient, const struct mail_event *event, int64_t now) {
  int64_t comment = event->comment_id;
  const struct settings_mail *m = &site->settings.mail;
  int64_t wait = 0, id;
  if (m->notices == NOTICES_DAILY)
    return mail_digest_add(site->db, MAIL_NOTICE_DIGEST, recipient, comment,
        mail_notice_next(now, m->digest_hour), now);
  enum err e = mail_notice_count(site, a, recipient, now, &wait);
  if (e)
    return e;
  /* A flood is one mail an hour. */
  if (wait)
    return mail_digest_add(
        site->db, MAIL_NOTICE_DIGEST, recipient, comment, now + CLOCK_HOUR, now);
  const struct mail mail = {.kind = MAIL_NOTICE,
      .recipient = recipient,
      .comment_id = comment,
      /* Not 0 if its sender has changed it since the first mail about it. */
      .subject_id = event->subject_id,
      .due_at = now,
      .created_at = now};
  return mail_add(site->db, &mail, &id);
}

enum err mail_notice_expand(
    struct site *site, struct arena *a, const struct mail_event *event, int64_t now) {
  struct comment c;
  struct article r;
  const char *recipient = "";
  enum err e = comment_by_id(site->db, a, event->comment_id, &c);
  if (!e)
    e = article_by_id(site->db, a, c.article_id, &r);
  if (!e && mail_notice_is_wanted(site, &c))
    e = mail_notice_recipient(site, a, &r, &recipient);
  if (!e && *recipient)
    e = mail_notice_queue(site, a, recipient, event, now);
  /* Deleted meanwhile. */
  return e == ERR_NOT_FOUND ? OK : e;
}

static enum message mail_notice_status(enum comment_status status) {
  return status == COMMENT_APPROVE ? MESSAGE_status_approve
         : status == COMMENT_HOLD  ? MESSAGE_status_hold
         : status == COMMENT_SPAM  ? MESSAGE_status_spam
                                   : MESSAGE_status_trash;
}

/* The most likely action comes first, and is a button. */
static enum err mail_notice_links(struct site *site, struct arena *a,
    const struct comment *c, int64_t now, struct view_links *out) {
  static const struct {
    enum moderate_action action;
    enum message text;
    bool if_approved, if_not; /* offered for comments that are approved, or are not */
  } all[] = {{MODERATE_APPROVE, MESSAGE_moderate_approve, false, true},
      {MODERATE_REPLY, MESSAGE_reply, true, true},
      {MODERATE_SPAM, MESSAGE_moderate_spam, true, true},
      {MODERATE_TRASH, MESSAGE_moderate_trash, true, true}};
  size_t most = sizeof all / sizeof all[0], n = 0;
  struct view_link *links = arena_array(a, most + 1, sizeof *links);
  bool approved = c->status == COMMENT_APPROVE;
  if (!links)
    return ERR_NOMEM;
  for (size_t i = 0; i < most; i++) {
    if (!(approved ? all[i].if_approved : all[i].if_not) ||
        (c->status == COMMENT_SPAM && all[i].action == MODERATE_SPAM))
      continue;
    links[n].text = message_get(site->settings.language, all[i].text);
    links[n].url = moderate_link(site, a, c->id, all[i].action, now);
    if (!links[n++].url)
      return ERR_NOMEM;
  }
  if (approved) {
    links[n].text = message_get(site->settings.language, MESSAGE_mail_view);
    links[n].url = mail_comment_url(site, a, c->id);
    if (!links[n++].url)
      return ERR_NOMEM;
  }
  *out = (struct view_links){links, n};
  return OK;
}

/* What only the owner may know. */
static enum err mail_notice_private(struct site *site, struct arena *a,
    const struct comment *c, int64_t now, struct view_mail_item *item) {
  const char *lang = site->settings.language;
  struct comment_verdict v;
  const char *email = "";
  enum err e = comment_verdict_get(site->db, a, c->id, &v);
  if (!e)
    e = comment_admin_email(site->db, a, c->id, &email);
  if (!e)
    e = mail_notice_links(site, a, c, now, &item->links);
  if (e)
    return e;
  const char *reason = comment_reason_text(a, lang, &v);
  const char *status = message_get(lang, mail_notice_status(c->status));
  item->email = email;
  item->status =
      message_format(a, lang, MESSAGE_moderate_status, "STATUS", status, NULL);
  item->score = comment_reason_score(a, lang, &v);
  if (!reason || !item->status || !item->score)
    return ERR_NOMEM;
  if (*reason && c->status != COMMENT_APPROVE)
    item->reason =
        message_format(a, lang, MESSAGE_moderate_reason, "REASON", reason, NULL);
  return *reason && c->status != COMMENT_APPROVE && !item->reason ? ERR_NOMEM : OK;
}

/* Where an answer goes, and a sentence that it works. Spam cannot be answered. */
static enum err mail_notice_answer(struct site *site, struct arena *a,
    const struct mail *mail, enum comment_status status, struct view_mail *view,
    int64_t now, struct mail_message *out) {
  if (status == COMMENT_SPAM)
    return OK;
  const char *address = reply_token_address(site, a, mail->comment_id, now);
  if (!address)
    return ERR_NOMEM;
  if (*address) {
    out->reply_to = address;
    view->note = message_get(site->settings.language,
        status == COMMENT_HOLD ? MESSAGE_mail_answer_held : MESSAGE_mail_answer);
  }
  return OK;
}

/* ERR_NOT_FOUND if the comment is gone, or need not be reported any more. */
static enum err mail_notice_item(struct site *site, struct arena *a, int64_t id,
    int64_t now, struct view_mail_item *item, struct article *r,
    enum comment_status *status) {
  struct comment c;
  enum err e = comment_by_id(site->db, a, id, &c);
  if (!e && !mail_notice_is_wanted(site, &c))
    e = ERR_NOT_FOUND;
  if (!e)
    e = article_by_id(site->db, a, c.article_id, r);
  if (!e)
    e = mail_comment_item(site, a, &c, r, item);
  if (!e)
    *status = c.status;
  return e ? e : mail_notice_private(site, a, &c, now, item);
}

enum err mail_notice_compose(struct site *site, struct arena *a,
    const struct mail *mail, int64_t now, struct mail_message *out) {
  const char *lang = site->settings.language;
  struct view_mail_item item;
  struct article r;
  enum comment_status status = COMMENT_HOLD;
  enum err e = mail_notice_item(site, a, mail->comment_id, now, &item, &r, &status);
  if (e)
    return e;
  struct view_mail view = {.items = &item, .item_count = 1};
  /* The same for all comments on an article: programs that show threads compare it. The
   * name is that of the sender instead. */
  view.subject =
      message_format(a, lang, MESSAGE_mail_comment_subject, "TITLE", item.title, NULL);
  out->from_name = message_format(a, lang, MESSAGE_mail_from, "NAME", item.author,
      "TITLE", site->settings.title, NULL);
  if (!view.subject || !out->from_name)
    return ERR_NOMEM;
  out->article_id = r.id;
  e = mail_notice_answer(site, a, mail, status, &view, now, out);
  return e ? e : mail_comment_render(site, a, &view, out);
}

enum err mail_notice_compose_digest(struct site *site, struct arena *a,
    const struct mail *mail, int64_t now, struct mail_message *out) {
  const char *lang = site->settings.language;
  struct view_mail_item *items = arena_array(a, DIGEST_ITEMS, sizeof *items);
  int64_t *ids = NULL;
  size_t count = 0, n = 0;
  if (!items)
    return ERR_NOMEM;
  enum err e = mail_digest_comments(site->db, a, mail->id, DIGEST_ITEMS, &ids, &count);
  for (size_t i = 0; !e && i < count; i++) {
    struct article r;
    enum comment_status status;
    e = mail_notice_item(site, a, ids[i], now, &items[n], &r, &status);
    n += !e;
    /* The others are still news. */
    if (e == ERR_NOT_FOUND)
      e = OK;
  }
  if (e || !n)
    return e ? e : ERR_GONE;
  struct view_mail view = {.items = items, .item_count = n};
  view.subject = message_count(a, lang, MESSAGE_mail_digest_subject, (int64_t)n);
  return view.subject ? mail_comment_render(site, a, &view, out) : ERR_NOMEM;
}
