#include "site/comments/comment_submit.h"

#include <string.h>

#include "base/clock.h"
#include "db/model/blocked_network.h"
#include "db/txn.h"
#include "site/comments/comment_fields.h"
#include "site/comments/comment_judge.h"
#include "site/comments/comment_known.h"
#include "site/comments/comment_limits.h"
#include "site/comments/comment_network.h"
#include "site/comments/comment_render.h"
#include "site/comments/comment_shared.h"
#include "site/comments/comment_tell.h"
#include "site/comments/own_link.h"
#include "site/core/closing.h"

/* The purpose of the tokens in forms that were made for one reader. */
static const char form_purpose[] = "form";

/* One call of comment_submit, which passes it to its transaction. */
struct comment_attempt {
  struct site *site;
  struct arena *arena;
  const struct comment_submission *in;
  struct comment_outcome *out;
  struct comment comment;
  int64_t article_id; /* whose comment it becomes */
  int64_t known_id;   /* comment_known.h */
  uint8_t network[CRYPT_HASH];
  bool has_network, is_blocked;
  bool is_judged; /* comment.status is known */
};

static enum err comment_submit_read_fields(struct comment_attempt *t) {
  struct comment_outcome *o = t->out;
  o->parent_id = t->in->parent_id;
  o->made = t->in->made;
  o->known = t->in->known;
  o->follow =
      t->site->settings.mail.follow ? follow_scope_find(t->in->follow) : FOLLOW_NONE;
  /* Not trimmed, unlike the fields of one line. */
  o->comment = t->in->comment ? t->in->comment : "";
  o->author = comment_fields_trim(t->arena, t->in->author);
  o->email = comment_fields_trim(t->arena, t->in->email);
  o->url = comment_fields_website(t->arena, t->in->url);
  return o->author && o->email && o->url ? OK : ERR_NOMEM;
}

static enum err comment_submit_check_fields(struct comment_attempt *t) {
  struct comment_outcome *o = t->out;
  o->faults.comment = comment_fields_text(o->comment);
  o->faults.author = comment_fields_author(o->author);
  o->faults.email = comment_fields_email(o->email);
  o->faults.url = comment_fields_url(o->url);
  return o->faults.comment || o->faults.author || o->faults.email || o->faults.url
             ? ERR_INVALID
             : OK;
}

/* A reply belongs to the article of the comment that it replies to, which may be a
 * translation of the one whose page the reader is on. A parent that does not exist is
 * reported later. */
static enum err comment_submit_find_article(struct comment_attempt *t) {
  struct comment parent;
  bool shared = false;
  t->article_id = t->in->article_id;
  if (!t->in->parent_id || !t->site->settings.shares_comments)
    return OK;
  enum err e = comment_by_id(t->site->db, t->arena, t->in->parent_id, &parent);
  if (!e)
    e = comment_shared_has(
        t->site, t->arena, t->in->article_id, parent.article_id, &shared);
  if (shared)
    t->article_id = parent.article_id;
  return e == ERR_NOT_FOUND ? OK : e;
}

/* Not only a comment that is gone: the parent may have been moderated since the form
 * was shown, and a forged request may name one of another article. */
static enum err comment_submit_check_parent(struct comment_attempt *t) {
  struct comment parent;
  struct comment_outcome *o = t->out;
  if (!t->in->parent_id)
    return OK;
  enum err e = comment_by_id(t->site->db, t->arena, t->in->parent_id, &parent);
  if (e && e != ERR_NOT_FOUND)
    return e;
  if (e || parent.article_id != t->article_id || parent.status != COMMENT_APPROVE) {
    /* The form keeps the text without the parent: submitted again, it becomes a new
     * comment, and nothing the reader wrote is lost. */
    o->parent_id = 0;
    o->faults.whole = COMMENT_FAULT_PARENT_GONE;
    return ERR_INVALID;
  }
  o->reply_to = parent.author;
  return OK;
}

static enum err comment_submit_check_pace(struct comment_attempt *t) {
  int64_t last = 0, now = t->in->now;
  int64_t pause = t->site->settings.flood_seconds * CLOCK_SECOND;
  /* Without an address, as from a proxy that passes none, there is no limit. */
  if (!pause || !t->has_network)
    return OK;
  /* Times farther in the future mean that the clock was set back. They are left out:
   * waiting for one could lock the network out for years, and one that hid the others
   * would leave it without a limit. Nearer ones are of a request that came later and
   * was faster. */
  enum err e = comment_last_from(t->site->db, t->network, now + pause, &last);
  last = last < now ? last : now;
  if (e || now >= last + pause)
    return e;
  /* Rounded up: a reader who waits exactly so long must not be refused again. */
  t->out->retry_after = (last + pause - now) / CLOCK_SECOND + 1;
  t->out->faults.whole = COMMENT_FAULT_TOO_QUICK;
  return ERR_TOO_QUICK;
}

/* The pause between two comments has a check of its own, above: its time is that of the
 * last comment, and it is a matter of seconds. */
static enum err comment_submit_check_limits(
    struct comment_attempt *t, const struct comment_arrival *c) {
  enum comment_limit limit;
  int64_t wait;
  struct db *s = t->site->db;
  const struct settings *settings = &t->site->settings;
  enum err e = t->is_judged ? comment_limits_check(s, settings, c, &limit, &wait)
                            : comment_limits_check_rates(s, settings, c, &limit, &wait);
  if (e || limit == COMMENT_LIMIT_NONE)
    return e;
  t->out->retry_after = wait / CLOCK_SECOND + 1;
  t->out->faults.whole =
      limit == COMMENT_LIMIT_NETWORK ? COMMENT_FAULT_TOO_QUICK : COMMENT_FAULT_BUSY;
  return ERR_TOO_QUICK;
}

static enum err comment_submit_check_duplicate(struct comment_attempt *t) {
  bool known = false;
  enum err e =
      comment_has_digest(t->site->db, t->article_id, t->comment.digest, &known);
  if (e || !known)
    return e;
  t->out->faults.whole = COMMENT_FAULT_DUPLICATE;
  return ERR_EXISTS;
}

/* What depends on the comments that others have sent. Duplicates before pace: a form
 * that is sent twice is a duplicate, which waiting would not change. */
static enum err comment_submit_check_others(
    struct comment_attempt *t, const struct comment_arrival *c) {
  enum err e = comment_submit_check_duplicate(t);
  if (!e)
    e = comment_submit_check_pace(t);
  return e ? e : comment_submit_check_limits(t, c);
}

/* Its ID is the time of the making, in seconds. A form that is left open for longer
 * than a day is old enough anyway. */
const char *comment_submit_form_made(
    const struct site *site, struct arena *a, int64_t now) {
  char token[CRYPT_TOKEN_TEXT];
  crypt_token_sign(
      db_secret(site->db), form_purpose, now / CLOCK_SECOND, now + CLOCK_DAY, token);
  return arena_strdup(a, token);
}

/* A token that is missing, forged or of another day tells nothing. */
static int64_t comment_submit_form_age(const struct comment_attempt *t) {
  int64_t made = 0;
  if (!t->in->made || crypt_token_check(db_secret(t->site->db), form_purpose,
                          t->in->made, t->in->now, &made))
    return -1;
  return t->in->now - made * CLOCK_SECOND;
}

/* Before the transaction as well: rules read nothing that others may change, apart from
 * the status of the comment that a reader proves to be theirs. */
static enum err comment_submit_judge(struct comment_attempt *t) {
  const struct comment_facts facts = {
      .email = t->out->email,
      .address = t->in->address,
      .is_blocked = t->is_blocked,
      .honeypot = t->in->honeypot,
      .form_age = comment_submit_form_age(t),
      .is_known = t->known_id != 0,
  };
  enum err e = comment_judge(
      t->site, t->arena, &t->comment, facts, &t->out->verdict, &t->comment.status);
  t->is_judged = !e;
  return e;
}

/* Everything that the limits need to know. */
static enum err comment_submit_identify(struct comment_attempt *t) {
  const struct comment_outcome *o = t->out;
  t->comment = (struct comment){
      .article_id = t->article_id,
      .parent_id = o->parent_id,
      /* Pingbacks and the like are only imported. */
      .type = "comment",
      .author = o->author,
      .url = o->url,
      .source = o->comment,
      .created_at = t->in->now,
  };
  t->has_network = comment_network_hash(t->site, t->in->address, t->network);
  enum err e = comment_known_check(
      t->site, t->arena, t->in->known, o->email, t->in->now, &t->known_id);
  return e ? e : comment_render_digest(t->arena, &t->comment);
}

static struct comment_arrival comment_submit_arrival(const struct comment_attempt *t) {
  return (struct comment_arrival){
      .article_id = t->article_id,
      .network = t->has_network ? t->network : NULL,
      .known_id = t->known_id,
      .status = t->comment.status,
      .now = t->in->now,
  };
}

/* Inside the transaction: stores the comment and everything that belongs to it. */
static enum err comment_submit_insert(
    struct db *s, struct comment_attempt *t, const struct comment_arrival *c) {
  int64_t article = t->comment.article_id;
  enum err e =
      comment_insert(s, &t->comment, t->out->email, c->network, &t->comment.id);
  if (!e)
    e = comment_verdict_add(s, t->comment.id, &t->out->verdict);
  if (!e)
    e = comment_limits_count(s, &t->site->settings, c);
  if (!e && t->out->follow)
    e = follow_request_add(
        s, t->comment.id, t->out->email, t->out->follow, t->known_id);
  if (!e)
    e = comment_tell(t->site, &t->comment, 0, t->in->now);
  /* A held comment is on no public page, so no page changes. */
  if (e || t->comment.status != COMMENT_APPROVE)
    return e;
  e = article_add_comments(s, article, 1);
  return e ? e : comment_invalidate_one(s, &t->comment, 1);
}

static enum err comment_submit_check_open(struct comment_attempt *t) {
  enum closing is = CLOSING_OPEN;
  enum err e = closing_find(t->site, &t->out->article, t->in->now, &is);
  if (e || is == CLOSING_OPEN)
    return e;
  return is == CLOSING_UNPUBLISHED ? ERR_NOT_FOUND : ERR_CLOSED;
}

/* Everything that depends on other rows is checked again inside the transaction: of two
 * equal comments that arrive at once, exactly one is the first. */
static enum err comment_submit_store(struct db *s, void *context) {
  struct comment_attempt *t = context;
  struct article *r = &t->out->article;
  const struct comment_arrival c = comment_submit_arrival(t);
  enum err e = article_by_id(s, t->arena, t->in->article_id, r);
  if (!e)
    e = comment_submit_check_open(t);
  if (!e)
    e = comment_submit_check_parent(t);
  if (!e)
    e = comment_submit_check_others(t, &c);
  return e ? e : comment_submit_insert(s, t, &c);
}

/* Before the transaction as well: a flood that is refused must not make others wait for
 * the right to write. The rates come first, because judging a comment takes several
 * times as long. Rendered not inside the transaction, so that no other writer waits for
 * it, and before it is judged: the rules see what its readers would see. */
static enum err comment_submit_prepare(struct comment_attempt *t) {
  enum err e = comment_submit_identify(t);
  struct comment_arrival c = comment_submit_arrival(t);
  if (!e)
    e = comment_submit_check_others(t, &c);
  if (!e && t->has_network)
    e = blocked_network_has(t->site->db, t->network, &t->is_blocked);
  if (!e)
    e = comment_render_markdown(t->arena, &t->comment);
  if (!e)
    e = comment_submit_judge(t);
  c.status = t->comment.status;
  if (!e)
    e = comment_submit_check_limits(t, &c);
  return e;
}

/* The link of a comment that may be changed, or is held, carries a signed token, so
 * that its author, and nobody else, can do so, or see it. */
static enum err comment_submit_locate(struct comment_attempt *t) {
  char known[CRYPT_TOKEN_TEXT];
  const struct comment_outcome *o = t->out;
  comment_known_sign(t->site, t->comment.id, o->email, t->in->now, known);
  return own_link_location(t->site, t->arena, &o->article, &t->comment, known,
      t->in->now, &t->out->location);
}

enum err comment_submit(struct site *site, struct arena *a,
    const struct comment_submission *in, struct comment_outcome *out) {
  struct comment_attempt t = {.site = site, .arena = a, .in = in, .out = out};
  enum err e = article_by_id(site->db, a, in->article_id, &out->article);
  /* Checked before the transaction as well, so that most requests that must fail do
   * not wait for other writers. */
  if (!e)
    e = comment_submit_check_open(&t);
  if (e)
    return e;
  e = comment_submit_find_article(&t);
  if (!e)
    e = comment_submit_read_fields(&t);
  if (!e)
    e = comment_submit_check_fields(&t);
  if (e == ERR_INVALID) {
    /* The reader sees all faults at once, including that of the parent. */
    enum err other = comment_submit_check_parent(&t);
    return other && other != ERR_INVALID ? other : e;
  }
  if (!e)
    e = comment_submit_prepare(&t);
  if (!e)
    e = txn_write(site->db, comment_submit_store, &t);
  return e ? e : comment_submit_locate(&t);
}

/* Only the text is needed: name and address may follow when the comment is posted. The
 * rates of a network are asked, so that who may not comment does not make the server
 * render instead. */
static enum err comment_submit_look(struct comment_attempt *t) {
  t->out->faults.comment = comment_fields_text(t->out->comment);
  if (t->out->faults.comment)
    return ERR_INVALID;
  enum err e = comment_submit_check_parent(t);
  if (!e)
    e = comment_submit_identify(t);
  const struct comment_arrival c = comment_submit_arrival(t);
  if (!e)
    e = comment_submit_check_pace(t);
  if (!e)
    e = comment_submit_check_limits(t, &c);
  if (!e)
    e = comment_render_markdown(t->arena, &t->comment);
  if (!e)
    t->out->preview = t->comment.html;
  return e;
}

enum err comment_submit_preview(struct site *site, struct arena *a,
    const struct comment_submission *in, struct comment_outcome *out) {
  struct comment_attempt t = {.site = site, .arena = a, .in = in, .out = out};
  enum err e = article_by_id(site->db, a, in->article_id, &out->article);
  if (!e)
    e = comment_submit_check_open(&t);
  if (!e)
    e = comment_submit_find_article(&t);
  if (!e)
    e = comment_submit_read_fields(&t);
  return e ? e : comment_submit_look(&t);
}
