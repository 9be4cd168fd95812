#include "site/mail/mail_receive.h"

#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/model/article.h"
#include "db/model/author_private.h"
#include "db/model/comment.h"
#include "db/model/follow.h"
#include "db/model/mail.h"
#include "db/model/mail_reply.h"
#include "db/txn.h"
#include "mime/mime_read.h"
#include "site/comments/comment_fields.h"
#include "site/comments/comment_reply.h"
#include "site/mail/follow_event.h"
#include "site/mail/reply_text.h"
#include "site/mail/reply_token.h"

/* How long used addresses are remembered: longer than they would work. */
#define MAIL_RECEIVE_KEPT ((REPLY_DAYS + 2) * CLOCK_DAY)

struct mail_receive_run {
  struct site *site;
  struct arena *arena;
  struct mime_received in;
  struct mail_received *out;
  int64_t now;
  int64_t comment;
  char token[REPLY_TOKEN];
  struct mail bounced;
};

static enum err mail_receive_end(
    struct mail_receive_run *r, enum mail_receipt receipt, const char *says) {
  r->out->receipt = receipt;
  r->out->says = says;
  return OK;
}

/* The envelope is asked first: it is what the mail system knows, whatever the headers
 * say. */
static enum err mail_receive_find(struct mail_receive_run *r, const char *recipient) {
  enum err e = ERR_SYNTAX;
  if (recipient)
    return reply_token_check(r->site, recipient, r->now, &r->comment, r->token);
  for (size_t i = 0; e == ERR_SYNTAX && i < r->in.to_count; i++)
    e = reply_token_check(r->site, r->in.to[i], r->now, &r->comment, r->token);
  return e;
}

/* An address that refuses mail gets no more of what it follows: a mail system that goes
 * on sending to such addresses is soon taken for one of spammers. */
static enum err mail_receive_note_bounce(struct db *s, void *context) {
  const struct mail_receive_run *r = context;
  const struct mail *m = &r->bounced;
  bool follows = strcmp(m->kind, FOLLOW_EVENT_NEWS) == 0 ||
                 strcmp(m->kind, FOLLOW_EVENT_CONFIRM) == 0;
  enum err e = mail_set(s, m->id, MAIL_FAILED, r->in.report_reason, 0, r->now);
  return e || !follows ? e : follow_end(s, m->subject_id, 0);
}

/* The Message-ID has a part that only those know who had the mail. A mail that has
 * failed for another reason keeps that. */
static enum err mail_receive_bounce(struct mail_receive_run *r) {
  if (strcasecmp(r->in.report_action, "failed") != 0)
    return mail_receive_end(r, MAIL_RECEIPT_IGNORED, "a report of a delay");
  enum err e = mail_by_message_id(r->site->db, r->arena, r->in.report_of, &r->bounced);
  if (e == ERR_NOT_FOUND || (!e && r->bounced.state != MAIL_SENT))
    return mail_receive_end(r, MAIL_RECEIPT_IGNORED, "a report of another mail");
  if (!e)
    e = txn_write(r->site->db, mail_receive_note_bounce, r);
  if (e)
    return e;
  r->out->id = r->bounced.id;
  return mail_receive_end(r, MAIL_RECEIPT_BOUNCE, "");
}

/* To whom the mail about the comment went. ERR_NOT_FOUND if the comment is gone. */
static enum err mail_receive_author(struct mail_receive_run *r, const char **out) {
  struct comment c;
  struct article article = {0};
  const char *own = "";
  enum err e = comment_by_id(r->site->db, r->arena, r->comment, &c);
  if (!e)
    e = article_by_id(r->site->db, r->arena, c.article_id, &article);
  if (!e)
    e = author_private_get(r->site->db, r->arena, article.author_id, &own);
  if (!e)
    *out = *own ? own : r->site->settings.mail.notify;
  return e;
}

static enum err mail_receive_use(struct db *s, void *context) {
  const struct mail_receive_run *r = context;
  return mail_reply_use(s, r->token, r->now, r->now - MAIL_RECEIVE_KEPT);
}

static const char *mail_receive_refusal(enum err e, enum comment_fault fault) {
  switch (e) {
  case ERR_NOT_FOUND:
    return "the comment does not exist any more";
  case ERR_GONE:
    return "the comment is spam or in the trash";
  case ERR_EXISTS:
    return "this reply was published already";
  case ERR_INVALID:
    return fault == COMMENT_FAULT_NONE ? "the text contains control characters"
                                       : "the text is too long";
  default:
    return NULL;
  }
}

/* The address is used up first: if the reply fails after that, the author is told, and
 * answers in another way. The opposite order could publish a reply twice. */
static enum err mail_receive_reply(struct mail_receive_run *r, const char *text) {
  enum comment_fault fault = comment_fields_text(text);
  if (fault)
    return mail_receive_end(
        r, MAIL_RECEIPT_REFUSED, mail_receive_refusal(ERR_INVALID, fault));
  enum err e = txn_write(r->site->db, mail_receive_use, r);
  if (e == ERR_EXISTS)
    return mail_receive_end(r, MAIL_RECEIPT_REFUSED,
        "this address was used already: each works for one reply");
  if (!e)
    e = comment_reply(r->site, r->arena, r->comment, text, r->now, &fault, &r->out->id);
  const char *refusal = e ? mail_receive_refusal(e, fault) : NULL;
  if (refusal)
    return mail_receive_end(r, MAIL_RECEIPT_REFUSED, refusal);
  return e ? e : mail_receive_end(r, MAIL_RECEIPT_REPLY, "");
}

static enum err mail_receive_answer(struct mail_receive_run *r) {
  const char *author = "";
  struct buf text = {0};
  enum err e = mail_receive_author(r, &author);
  if (e == ERR_NOT_FOUND)
    return mail_receive_end(
        r, MAIL_RECEIPT_REFUSED, "the comment does not exist any more");
  /* Addresses compare as people mean them (RFC 5321 section 2.4 would allow more). */
  if (!e && (!*author || strcasecmp(author, r->in.from) != 0))
    return mail_receive_end(r, MAIL_RECEIPT_REFUSED,
        "only the person to whom the mail about the comment was sent may answer it");
  if (!e)
    e = reply_text(r->in.text, r->in.is_html, &text);
  if (e == ERR_INVALID || (!e && !text.len)) {
    buf_free(&text);
    return mail_receive_end(
        r, MAIL_RECEIPT_REFUSED, "there is no text above or between the quotations");
  }
  if (!e)
    e = mail_receive_reply(r, buf_text(&text));
  buf_free(&text);
  return e;
}

enum err mail_receive(struct site *site, struct arena *a, const char *data, size_t n,
    const char *recipient, int64_t now, struct mail_received *out) {
  struct mail_receive_run r = {.site = site, .arena = a, .out = out, .now = now};
  out->id = 0;
  enum err e = mime_read(data, n, a, &r.in);
  if (e == ERR_SYNTAX)
    return mail_receive_end(&r, MAIL_RECEIPT_IGNORED, "not a mail");
  if (e)
    return e;
  if (*r.in.report_of)
    return mail_receive_bounce(&r);
  if (r.in.is_automatic)
    return mail_receive_end(&r, MAIL_RECEIPT_IGNORED, "sent by a program");
  e = mail_receive_find(&r, recipient);
  /* Telling the sender, whose address may be forged, would be spam. */
  if (e == ERR_SYNTAX)
    return mail_receive_end(
        &r, MAIL_RECEIPT_IGNORED, "not sent to an address for a reply");
  if (e == ERR_GONE)
    return mail_receive_end(&r, MAIL_RECEIPT_REFUSED,
        "this address has expired: please use the link to reply instead");
  return e ? e : mail_receive_answer(&r);
}
