#include "site/comments/comment_submit.h"

#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/network.h"
#include "db/txn.h"
#include "markup/markdown/comment_text.h"
#include "site/comments/comment_fields.h"
#include "site/comments/comment_known.h"
#include "site/comments/comment_limits.h"
#include "site/comments/comment_rules.h"
#include "site/core/closing.h"
#include "site/core/permalink.h"

/* The purpose of the tokens in forms that were made for one reader. */
static const char form_purpose[] = "form";

/* Days for which the link to a held comment works. */
enum { HELD_DAYS = 7 };

/* One call of comment_submit, which passes it to its transaction. */
struct comment_attempt {
  struct site *site;
  struct arena *arena;
  const struct comment_submission *in;
  struct comment_outcome *out;
  struct comment comment;
  int64_t known_id; /* comment_known.h */
  uint8_t network[CRYPT_HASH];
  bool has_network;
};

static enum err comment_submit_check_fields(struct comment_attempt *t) {
  struct comment_outcome *o = t->out;
  o->parent_id = t->in->parent_id;
  o->made = t->in->made;
  o->known = t->in->known;
  /* Not trimmed, unlike the fields of one line. */
  o->comment = t->in->comment ? t->in->comment : "";
  o->author = comment_fields_trim(t->arena, t->in->author);
  o->email = comment_fields_trim(t->arena, t->in->email);
  o->url = comment_fields_website(t->arena, t->in->url);
  if (!o->author || !o->email || !o->url)
    return ERR_NOMEM;
  o->faults.comment = comment_fields_text(o->comment);
  o->faults.author = comment_fields_author(o->author);
  o->faults.email = comment_fields_email(o->email);
  o->faults.url = comment_fields_url(o->url);
  return o->faults.comment || o->faults.author || o->faults.email || o->faults.url
             ? ERR_INVALID
             : OK;
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
  if (e || parent.article_id != t->in->article_id || parent.status != COMMENT_APPROVE) {
    /* The form keeps the text without the parent: submitted again, it becomes a new
     * comment, and nothing the reader wrote is lost. */
    o->parent_id = 0;
    o->faults.whole = COMMENT_FAULT_PARENT_GONE;
    return ERR_INVALID;
  }
  o->reply_to = parent.author;
  return OK;
}

/* Hashes the network of an address: IPv4 as a whole, of IPv6 the first 64 bits, because
 * a single customer usually gets 2^64 addresses. The hash is keyed: without the site's
 * secret the four billion IPv4 addresses could simply be tried. */
static bool comment_submit_hash_network(
    const struct site *site, const char *address, uint8_t out[CRYPT_HASH]) {
  struct network_address a;
  if (!address || !network_address_read(address, &a))
    return false;
  if (network_address_is_ipv4(&a))
    crypt_keyed_hash(db_secret(site->db), a.bytes + 12, 4, out);
  else
    crypt_keyed_hash(db_secret(site->db), a.bytes, 8, out);
  return true;
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
  enum err e = comment_limits_check(t->site->db, &t->site->settings, c, &limit, &wait);
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
      comment_has_digest(t->site->db, t->in->article_id, t->comment.digest, &known);
  if (e || !known)
    return e;
  t->out->faults.whole = COMMENT_FAULT_DUPLICATE;
  return ERR_EXISTS;
}

enum err comment_submit_render(struct arena *a, struct comment *c) {
  struct buf html = {0};
  enum err e = comment_text_to_html(c->source, &html);
  const char *copy = e ? NULL : arena_strdup(a, buf_text(&html));
  buf_free(&html);
  /* The author is part of the digest: two readers may both write "Thank you". */
  char *digested = arena_printf(a, "%s\n%s", c->author, c->source);
  if (e || !digested || !copy)
    return e ? e : ERR_NOMEM;
  crypt_hash(digested, strlen(digested), c->digest);
  c->html = copy;
  c->renderer = COMMENT_RENDERER;
  return OK;
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
  const struct comment_outcome *o = t->out;
  enum comment_rule rule;
  const char *detail;
  enum err e = comment_known_check(
      t->site, t->arena, t->in->known, o->email, t->in->now, &t->known_id);
  struct comment_facts facts = {
      .author = o->author,
      .email = o->email,
      .url = o->url,
      .source = o->comment,
      .address = t->in->address,
      .honeypot = t->in->honeypot,
      .form_age = comment_submit_form_age(t),
      .is_known = t->known_id != 0,
  };
  if (!e)
    e = comment_rules_judge(
        t->arena, &t->site->settings, &facts, &rule, &t->comment.status, &detail);
  if (!e)
    t->out->verdict = (struct comment_verdict){comment_rule_name(rule), detail, -1};
  return e;
}

/* Rendered before the transaction begins, so that no other writer waits for it. */
static enum err comment_submit_prepare(struct comment_attempt *t) {
  const struct comment_outcome *o = t->out;
  t->comment = (struct comment){
      .article_id = t->in->article_id,
      .parent_id = o->parent_id,
      /* Pingbacks and the like are only imported. */
      .type = "comment",
      .author = o->author,
      .url = o->url,
      .source = o->comment,
      .created_at = t->in->now,
  };
  enum err e = comment_submit_judge(t);
  return e ? e : comment_submit_render(t->arena, &t->comment);
}

static struct comment_arrival comment_submit_arrival(const struct comment_attempt *t) {
  return (struct comment_arrival){
      .article_id = t->in->article_id,
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
  /* A held comment is on no public page, so no page changes. */
  if (e || t->comment.status != COMMENT_APPROVE)
    return e;
  e = article_add_comments(s, article, 1);
  return e ? e : comment_invalidate(s, article);
}

/* Everything that depends on other rows is checked again inside the transaction: of two
 * equal comments that arrive at once, exactly one is the first. */
static enum err comment_submit_store(struct db *s, void *context) {
  struct comment_attempt *t = context;
  struct article *r = &t->out->article;
  const struct comment_arrival c = comment_submit_arrival(t);
  enum err e = article_by_id(s, t->arena, t->in->article_id, r);
  if (!e && !closing_is_open(t->site, r, t->in->now))
    e = r->status == ARTICLE_PUBLISH ? ERR_CLOSED : ERR_NOT_FOUND;
  if (!e)
    e = comment_submit_check_parent(t);
  if (!e)
    e = comment_submit_check_others(t, &c);
  return e ? e : comment_submit_insert(s, t, &c);
}

/* The link of a held comment carries a signed token, so that its author, and nobody
 * else, can see it. */
static enum err comment_submit_locate(struct comment_attempt *t) {
  char token[CRYPT_TOKEN_TEXT], known[CRYPT_TOKEN_TEXT];
  struct comment_outcome *out = t->out;
  long long id = (long long)t->comment.id;
  char *path = permalink_encode(t->arena, out->article.permalink);
  /* Spam as well, so that its senders learn nothing. */
  if (path && t->comment.status != COMMENT_APPROVE) {
    crypt_token_sign(db_secret(t->site->db), COMMENT_SUBMIT_HELD_PURPOSE, t->comment.id,
        t->in->now + HELD_DAYS * CLOCK_DAY, token);
    comment_known_sign(t->site, t->comment.id, out->email, t->in->now, known);
    out->location = arena_printf(
        t->arena, "%s?held=%s&known=%s#comment-%lld", path, token, known, id);
  } else if (path) {
    out->location = arena_printf(t->arena, "%s#comment-%lld", path, id);
  }
  return out->location ? OK : ERR_NOMEM;
}

enum err comment_submit(struct site *site, struct arena *a,
    const struct comment_submission *in, struct comment_outcome *out) {
  struct comment_attempt t = {.site = site, .arena = a, .in = in, .out = out};
  enum err e = article_by_id(site->db, a, in->article_id, &out->article);
  /* Checked before the transaction as well, so that most requests that must fail do
   * not wait for other writers. */
  if (!e && out->article.status != ARTICLE_PUBLISH)
    e = ERR_NOT_FOUND;
  if (!e && !closing_is_open(site, &out->article, in->now))
    e = ERR_CLOSED;
  if (e)
    return e;
  e = comment_submit_check_fields(&t);
  if (e == ERR_INVALID) {
    /* The reader sees all faults at once, including that of the parent. */
    enum err other = comment_submit_check_parent(&t);
    return other && other != ERR_INVALID ? other : e;
  }
  t.has_network = comment_submit_hash_network(site, in->address, t.network);
  if (!e)
    e = comment_submit_prepare(&t);
  if (!e) {
    /* Before the transaction as well: a flood that is refused must not make others wait
     * for the right to write. */
    const struct comment_arrival c = comment_submit_arrival(&t);
    e = comment_submit_check_others(&t, &c);
  }
  if (!e)
    e = txn_write(site->db, comment_submit_store, &t);
  return e ? e : comment_submit_locate(&t);
}
