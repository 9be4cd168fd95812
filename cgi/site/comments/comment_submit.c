#include "site/comments/comment_submit.h"

#include "base/clock.h"
#include "db/model/blocked_network.h"
#include "db/txn.h"
#include "site/comments/comment_attempt.h"
#include "site/comments/comment_fields.h"
#include "site/comments/comment_judge.h"
#include "site/comments/comment_known.h"
#include "site/comments/comment_location.h"
#include "site/comments/comment_network.h"
#include "site/comments/comment_render.h"
#include "site/comments/comment_tell.h"
#include "site/comments/own_link.h"

/* The purpose of the tokens in forms that were made for one reader. */
static const char form_purpose[] = "form";

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
  t->out->article.comment_count++;
  return e ? e : comment_invalidate_one(s, &t->comment, 1);
}

/* Everything that depends on other rows is checked again inside the transaction: of two
 * equal comments that arrive at once, exactly one is the first. */
static enum err comment_submit_store_one(struct db *s, void *context) {
  struct comment_attempt *t = context;
  struct article *r = &t->out->article;
  const struct comment_arrival c = comment_attempt_arrival(t);
  enum err e = article_by_id(s, t->arena, t->in->article_id, r);
  if (!e)
    e = comment_attempt_check_open(t);
  if (!e)
    e = comment_attempt_check_parent(t);
  if (!e)
    e = comment_attempt_check_others(t, &c);
  return e ? e : comment_submit_insert(s, t, &c);
}

/* Before the transaction as well: a flood that is refused must not make others wait for
 * the right to write. The rates come first, because judging a comment takes several
 * times as long. Rendered not inside the transaction, so that no other writer waits for
 * it, and before it is judged: the rules see what its readers would see. */
static enum err comment_submit_prepare(struct comment_attempt *t) {
  enum err e = comment_submit_identify(t);
  struct comment_arrival c = comment_attempt_arrival(t);
  if (!e)
    e = comment_attempt_check_others(t, &c);
  if (!e && t->has_network)
    e = blocked_network_has(t->site->db, t->network, &t->is_blocked);
  if (!e)
    e = comment_render_markdown(t->arena, &t->comment);
  if (!e)
    e = comment_submit_judge(t);
  c.status = t->comment.status;
  if (!e)
    e = comment_attempt_check_limits(t, &c);
  return e;
}

/* The link of a comment that may be changed, or is held, carries a signed token, so
 * that its author, and nobody else, can do so, or see it. That of a held comment also
 * has the proof that its sender will be known, if it is approved. */
static enum err comment_submit_locate(struct comment_attempt *t) {
  char known[CRYPT_TOKEN_TEXT] = "";
  const struct comment_outcome *o = t->out;
  const char *path = NULL;
  enum err e =
      comment_location_of_new(t->site, t->arena, &o->article, &t->comment, &path);
  if (e)
    return e;
  if (t->comment.status != COMMENT_APPROVE)
    comment_known_sign(t->site, t->comment.id, o->email, t->in->now, known);
  return own_link_location_at(
      t->site, t->arena, path, &t->comment, known, t->in->now, &t->out->location);
}

/* Checked before the transaction as well, so that most requests that must fail do not
 * wait for other writers. */
static enum err comment_submit_check(struct comment_attempt *t) {
  enum err e =
      article_by_id(t->site->db, t->arena, t->in->article_id, &t->out->article);
  if (!e)
    e = comment_attempt_check_open(t);
  if (e)
    return e;
  e = comment_attempt_find_article(t);
  if (!e)
    e = comment_attempt_read_fields(t);
  if (!e)
    e = comment_attempt_check_fields(t);
  if (e == ERR_INVALID) {
    /* The reader sees all faults at once, including that of the parent. */
    enum err other = comment_attempt_check_parent(t);
    return other && other != ERR_INVALID ? other : e;
  }
  return e ? e : comment_submit_prepare(t);
}

/* One read transaction for all that is read: each statement alone would lock and unlock
 * the database. */
enum err comment_submit_begin(struct site *site, struct arena *a,
    const struct comment_submission *in, struct comment_outcome *out,
    struct comment_attempt **attempt) {
  struct comment_attempt *t = arena_alloc(a, sizeof *t);
  if (!t)
    return ERR_NOMEM;
  *t = (struct comment_attempt){.site = site, .arena = a, .in = in, .out = out};
  enum err e = db_read_begin(site->db);
  if (!e)
    e = comment_submit_check(t);
  db_read_end(site->db);
  if (!e)
    *attempt = t;
  return e;
}

struct comment_submit_group {
  struct comment_attempt *const *attempts;
  size_t count;
};

/* Of what fails, each part is undone alone: neither a rule nor an error that concerns
 * one comment concerns the others. If an error has undone them all, txn_write fails. */
static enum err comment_submit_store_each(struct db *s, void *context) {
  const struct comment_submit_group *g = context;
  bool any = false;
  for (size_t i = 0; i < g->count; i++) {
    struct comment_attempt *t = g->attempts[i];
    t->result = txn_savepoint(s, comment_submit_store_one, t);
    any = any || !t->result;
  }
  /* Nothing has changed, and nothing needs to be written to the disk. */
  return any ? OK : ERR_NOT_FOUND;
}

/* A comment alone needs no savepoint. In a group, the result of the transaction is that
 * of all comments that were stored: if it fails, none of them was. */
void comment_submit_store(
    struct site *site, struct comment_attempt *const *attempts, size_t count) {
  struct comment_submit_group group = {attempts, count};
  if (count == 1) {
    attempts[0]->result = txn_write(site->db, comment_submit_store_one, attempts[0]);
    return;
  }
  for (size_t i = 0; i < count; i++)
    attempts[i]->result = OK;
  enum err e = count ? txn_write(site->db, comment_submit_store_each, &group) : OK;
  for (size_t i = 0; e && i < count; i++)
    if (!attempts[i]->result)
      attempts[i]->result = e;
}

enum err comment_submit_result(const struct comment_attempt *t) {
  return t->result;
}

enum comment_status comment_submit_status(const struct comment_attempt *attempt) {
  return attempt->comment.status;
}

enum err comment_submit_end(struct comment_attempt *t) {
  if (t->result)
    return t->result;
  enum err e = db_read_begin(t->site->db);
  if (!e)
    e = comment_submit_locate(t);
  db_read_end(t->site->db);
  return e;
}

enum err comment_submit(struct site *site, struct arena *a,
    const struct comment_submission *in, struct comment_outcome *out) {
  struct comment_attempt *t = NULL;
  enum err e = comment_submit_begin(site, a, in, out, &t);
  if (e)
    return e;
  comment_submit_store(site, &t, 1);
  return comment_submit_end(t);
}

enum err comment_submit_put_off(struct site *site, struct arena *a,
    const struct comment_submission *in, struct comment_outcome *out) {
  struct comment_attempt t = {.site = site, .arena = a, .in = in, .out = out};
  out->article.id = in->article_id;
  out->faults.whole = COMMENT_FAULT_BUSY;
  return comment_attempt_read_fields(&t);
}

/* Only the text is needed: name and address may follow when the comment is posted. The
 * rates of a network are asked, so that who may not comment does not make the server
 * render instead. */
static enum err comment_submit_look(struct comment_attempt *t) {
  t->out->faults.comment = comment_fields_text(t->out->comment);
  if (t->out->faults.comment)
    return ERR_INVALID;
  enum err e = comment_attempt_check_parent(t);
  if (!e)
    e = comment_submit_identify(t);
  const struct comment_arrival c = comment_attempt_arrival(t);
  if (!e)
    e = comment_attempt_check_pace(t);
  if (!e)
    e = comment_attempt_check_limits(t, &c);
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
    e = comment_attempt_check_open(&t);
  if (!e)
    e = comment_attempt_find_article(&t);
  if (!e)
    e = comment_attempt_read_fields(&t);
  return e ? e : comment_submit_look(&t);
}
