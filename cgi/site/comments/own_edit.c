#include "site/comments/own_edit.h"

#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/number_text.h"
#include "base/utf8.h"
#include "db/model/blocked_network.h"
#include "db/model/comment.h"
#include "db/model/comment_batch.h"
#include "db/model/comment_own.h"
#include "db/model/comment_verdict.h"
#include "db/model/spam_word.h"
#include "db/txn.h"
#include "site/comments/comment_bulk.h"
#include "site/comments/comment_fields.h"
#include "site/comments/comment_judge.h"
#include "site/comments/comment_limits.h"
#include "site/comments/comment_network.h"
#include "site/comments/comment_render.h"
#include "site/comments/comment_tell.h"
#include "site/comments/own_link.h"
#include "site/comments/spam_filter.h"

/* One call, which passes it to its transaction. */
struct own_attempt {
  struct site *site;
  struct arena *arena;
  const struct own_edit *in;
  struct own_outcome *out;
  struct comment old, new;
  struct comment_verdict verdict;
  enum comment_status judged;
  uint8_t network[CRYPT_HASH];
  bool has_network, is_done; /* is_done: `result` is what became of it */
};

static enum err own_edit_end(struct own_attempt *t, enum own_result result) {
  t->out->result = result;
  t->is_done = true;
  return OK;
}

/* The comment as it is now. In the trash it is gone, too: the owner has removed it. */
static enum err own_edit_read(struct db *s, struct own_attempt *t) {
  enum err e = comment_by_id(s, t->arena, t->in->id, &t->old);
  if (!e && t->old.status == COMMENT_TRASH)
    e = ERR_NOT_FOUND;
  if (!e)
    e = article_by_id(s, t->arena, t->old.article_id, &t->out->article);
  if (!e && t->out->article.status != ARTICLE_PUBLISH)
    e = ERR_NOT_FOUND;
  if (e)
    return e == ERR_NOT_FOUND ? own_edit_end(t, OWN_GONE) : e;
  t->out->rev = t->old.edited_at;
  return own_link_is_open(t->site, &t->old, t->in->now) ? OK
                                                        : own_edit_end(t, OWN_OVER);
}

static enum err own_edit_check_fields(struct own_attempt *t) {
  struct own_outcome *o = t->out;
  o->comment = t->in->comment ? t->in->comment : "";
  o->author = comment_fields_trim(t->arena, t->in->author);
  o->url = comment_fields_website(t->arena, t->in->url);
  if (!o->author || !o->url)
    return ERR_NOMEM;
  o->faults.comment = comment_fields_text(o->comment);
  o->faults.author = comment_fields_author(o->author);
  o->faults.url = comment_fields_url(o->url);
  return OK;
}

static bool own_edit_is_same(const struct own_attempt *t) {
  const struct own_outcome *o = t->out;
  return strcmp(o->comment, t->old.source) == 0 &&
         strcmp(o->author, t->old.author) == 0 && strcmp(o->url, t->old.url) == 0;
}

/* An approved comment proves that its sender is known as well as a token for it
 * does. */
static struct comment_arrival own_edit_arrival(const struct own_attempt *t) {
  return (struct comment_arrival){.article_id = t->old.article_id,
      .network = t->has_network ? t->network : NULL,
      .known_id = t->old.status == COMMENT_APPROVE ? t->old.id : 0,
      .status = t->new.status,
      .now = t->in->now};
}

/* A comment that stays where it is makes no queue longer. */
static enum err own_edit_check_limits(struct db *s, struct own_attempt *t) {
  const struct comment_arrival c = own_edit_arrival(t);
  const struct settings *settings = &t->site->settings;
  enum comment_limit limit;
  int64_t wait;
  enum err e = t->new.status != t->old.status
                   ? comment_limits_check(s, settings, &c, &limit, &wait)
                   : comment_limits_check_rates(s, settings, &c, &limit, &wait);
  if (e || limit == COMMENT_LIMIT_NONE)
    return e;
  t->out->retry_after = wait / CLOCK_SECOND + 1;
  t->out->faults.whole =
      limit == COMMENT_LIMIT_NETWORK ? COMMENT_FAULT_TOO_QUICK : COMMENT_FAULT_BUSY;
  return own_edit_end(t, OWN_TOO_QUICK);
}

/* The order of the enum is not that: an approved comment can become held or spam, a
 * held one spam, and spam nothing else. Approving is the owner's decision, or that of
 * the rules about a comment that arrives; a sender who may be approved at once can send
 * a new one. */
static enum comment_status own_edit_status(
    enum comment_status now, enum comment_status judged) {
  return now == COMMENT_APPROVE || judged == COMMENT_SPAM ? judged : now;
}

/* The email address is not known here: it stays as it was, and was judged then. */
static enum err own_edit_judge(struct own_attempt *t) {
  struct comment_facts facts = {.email = "",
      .address = t->in->address,
      .form_age = -1,
      .is_known = t->old.status == COMMENT_APPROVE};
  t->has_network = comment_network_hash(t->site, t->in->address, t->network);
  enum err e = t->has_network
                   ? blocked_network_has(t->site->db, t->network, &facts.is_blocked)
                   : OK;
  if (!e)
    e = comment_render_again(t->arena, &t->new);
  if (!e)
    e = comment_judge(t->site, t->arena, &t->new, facts, &t->verdict, &t->judged);
  t->new.status = own_edit_status(t->old.status, t->judged);
  return e;
}

/* The owner has approved another text than this. What spam was stays learned: or its
 * sender could make the filter forget. */
static enum err own_edit_unlearn(struct db *s, struct own_attempt *t) {
  enum spam_class class;
  enum err e = spam_learned_get(s, t->old.id, &class);
  return e || class != SPAM_CLASS_GOOD
             ? e
             : spam_filter_learn(s, t->arena, &t->old, COMMENT_HOLD);
}

/* An approved comment that is held now waits for the owner, who may believe to have
 * seen it. */
static enum err own_edit_tell(const struct own_attempt *t) {
  const struct comment held = {.id = t->old.id, .status = t->new.status};
  return held.status == COMMENT_HOLD
             ? comment_tell(t->site, &held, t->in->now, t->in->now)
             : OK;
}

/* Unlike comment_moderate_within, nothing is learned: no person has decided. */
static enum err own_edit_follow(struct db *s, struct own_attempt *t) {
  enum err e = OK;
  bool lowered = t->new.status != t->old.status;
  if (lowered)
    e = comment_batch_set_status(s, &t->old.id, 1, t->new.status, t->in->now);
  /* A comment that stays held, although no rule would hold it now, keeps its reason. */
  if (!e && (lowered || t->judged == t->new.status))
    e = comment_verdict_replace(s, t->old.id, &t->verdict);
  if (e || t->old.status != COMMENT_APPROVE)
    return e;
  if (!lowered)
    return comment_invalidate(s, t->old.article_id);
  e = own_edit_tell(t);
  if (!e)
    e = article_add_comments(s, t->old.article_id, -1);
  return e ? e : comment_invalidate_one(s, &t->old, -1);
}

/* Everything that depends on other rows is checked again here. */
static enum err own_edit_store(struct db *s, void *context) {
  struct own_attempt *t = context;
  bool twice = false;
  t->is_done = false;
  enum err e = own_edit_read(s, t);
  if (e || t->is_done)
    return e;
  if (t->old.edited_at != t->in->rev)
    return own_edit_end(t, OWN_MEANWHILE);
  /* The owner may have decided since it was judged. */
  t->new.status = own_edit_status(t->old.status, t->judged);
  e = comment_has_digest(s, t->old.article_id, t->new.digest, &twice);
  /* The digest is that of author and text: only the website may have changed. */
  if (!e && twice &&
      (strcmp(t->new.source, t->old.source) != 0 ||
          strcmp(t->new.author, t->old.author) != 0)) {
    t->out->faults.whole = COMMENT_FAULT_DUPLICATE;
    return own_edit_end(t, OWN_FAULTY);
  }
  if (!e)
    e = own_edit_check_limits(s, t);
  if (e || t->is_done)
    return e;
  const struct comment_arrival c = own_edit_arrival(t);
  e = comment_own_revise(s, &t->new, t->in->now);
  if (!e)
    e = own_edit_unlearn(s, t);
  if (!e)
    e = own_edit_follow(s, t);
  return e ? e : comment_limits_count(s, &t->site->settings, &c);
}

static void own_edit_log(const char *event, const struct comment *c) {
  char number[NUMBER_TEXT];
  log_event(LOG_LEVEL_INFO, event, "comment", number_text(c->id, 1, number), "status",
      comment_status_name(c->status), NULL);
}

/* Judged and rendered before the transaction, so that no other writer waits for it. */
static enum err own_edit_change(struct own_attempt *t) {
  const struct own_outcome *o = t->out;
  t->new = t->old;
  t->new.author = o->author;
  t->new.url = o->url;
  t->new.source = o->comment;
  enum err e = own_edit_judge(t);
  if (!e)
    e = own_edit_check_limits(t->site->db, t);
  if (!e && !t->is_done)
    e = txn_write(t->site->db, own_edit_store, t);
  if (!e && !t->is_done)
    own_edit_log("comment.revise", &t->new);
  return e;
}

enum err own_edit(struct site *link, struct arena *a, const struct own_edit *in,
    struct own_outcome *out) {
  *out = (struct own_outcome){.result = OWN_DONE};
  struct own_attempt t = {.site = link, .arena = a, .in = in, .out = out};
  enum err e = own_edit_check_fields(&t);
  if (!e)
    e = own_edit_read(link->db, &t);
  if (e || t.is_done)
    return e;
  if (out->faults.comment || out->faults.author || out->faults.url)
    return own_edit_end(&t, OWN_FAULTY);
  t.new = t.old;
  if (!own_edit_is_same(&t))
    e = t.old.edited_at == in->rev ? own_edit_change(&t)
                                   : own_edit_end(&t, OWN_MEANWHILE);
  if (e || t.is_done)
    return e;
  out->changed = t.new;
  return own_link_location(
      link, a, &out->article, &t.new, NULL, in->now, &out->location);
}

static enum err own_edit_delete(struct db *s, void *context) {
  struct own_attempt *t = context;
  struct comment_bulk_item item = {t->in->id, OK};
  size_t deleted = 0;
  t->is_done = false;
  enum err e = own_edit_read(s, t);
  if (e || t->is_done)
    return e;
  e = comment_bulk_delete_within(s, 0, &item, 1, &deleted);
  return e ? e : item.result;
}

enum err own_withdraw(struct site *link, struct arena *a, int64_t id, int64_t now,
    struct own_outcome *out) {
  const struct own_edit in = {.id = id, .now = now};
  *out = (struct own_outcome){.result = OWN_DONE};
  struct own_attempt t = {.site = link, .arena = a, .in = &in, .out = out};
  enum err e = own_edit_read(link->db, &t);
  if (e || t.is_done)
    return e;
  int64_t from = t.old.created_at + link->settings.flood_seconds * CLOCK_SECOND;
  if (now < from) {
    out->retry_after = (from - now) / CLOCK_SECOND + 1;
    out->faults.whole = COMMENT_FAULT_TOO_QUICK;
    return own_edit_end(&t, OWN_TOO_QUICK);
  }
  e = txn_write(link->db, own_edit_delete, &t);
  if (!e && !t.is_done)
    own_edit_log("comment.withdraw", &t.old);
  return e;
}
