#include "site/comments/comment_submit.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "db/txn.h"
#include "markup/markdown/comment_text.h"
#include "site/comments/comment_fields.h"
#include "site/core/closing.h"
#include "site/core/permalink.h"

/* Days for which the link to a held comment works. */
enum { HELD_DAYS = 7 };

/* One call of comment_submit, which passes it to its transaction. */
struct comment_attempt {
  struct site *site;
  struct arena *arena;
  const struct comment_submission *in;
  struct comment_outcome *out;
  struct comment comment;
  uint8_t network[CRYPT_HASH];
  bool has_network;
};

static enum err comment_submit_check_fields(struct comment_attempt *t) {
  struct comment_outcome *o = t->out;
  o->parent_id = t->in->parent_id;
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
  uint8_t bytes[16];
  if (address && inet_pton(AF_INET, address, bytes) == 1)
    crypt_keyed_hash(db_secret(site->db), bytes, 4, out);
  else if (address && inet_pton(AF_INET6, address, bytes) == 1)
    crypt_keyed_hash(db_secret(site->db), bytes, 8, out);
  else
    return false;
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

/* Rendered before the transaction begins, so that no other writer waits for it. */
static enum err comment_submit_prepare(struct comment_attempt *t) {
  const struct comment_outcome *o = t->out;
  t->comment = (struct comment){
      .article_id = t->in->article_id,
      .parent_id = o->parent_id,
      .status = t->site->settings.hold_all ? COMMENT_HOLD : COMMENT_APPROVE,
      /* Pingbacks and the like are only imported. */
      .type = "comment",
      .author = o->author,
      .url = o->url,
      .source = o->comment,
      .created_at = t->in->now,
  };
  return comment_submit_render(t->arena, &t->comment);
}

/* Everything that depends on other rows is checked again inside the transaction: of two
 * equal comments that arrive at once, exactly one is the first. */
static enum err comment_submit_store(struct db *s, void *context) {
  struct comment_attempt *t = context;
  struct article *r = &t->out->article;
  enum err e = article_by_id(s, t->arena, t->in->article_id, r);
  if (!e && !closing_is_open(t->site, r, t->in->now))
    e = r->status == ARTICLE_PUBLISH ? ERR_CLOSED : ERR_NOT_FOUND;
  if (!e)
    e = comment_submit_check_parent(t);
  if (!e)
    /* Duplicates before pace: a form that is sent twice is a duplicate, which
     * waiting would not change. */
    e = comment_submit_check_duplicate(t);
  if (!e)
    e = comment_submit_check_pace(t);
  if (!e)
    e = comment_insert(s, &t->comment, t->out->email,
        t->has_network ? t->network : NULL, &t->comment.id);
  if (!e && t->comment.status == COMMENT_APPROVE)
    e = article_add_comments(s, r->id, 1);
  /* A held comment is on no public page, so no page changes. */
  if (!e && t->comment.status == COMMENT_APPROVE)
    e = comment_invalidate(s, r->id);
  return e;
}

/* The link of a held comment carries a signed token, so that its author, and nobody
 * else, can see it. */
static enum err comment_submit_locate(struct comment_attempt *t) {
  char token[CRYPT_TOKEN_TEXT];
  struct comment_outcome *out = t->out;
  long long id = (long long)t->comment.id;
  char *path = permalink_encode(t->arena, out->article.permalink);
  if (path && t->comment.status == COMMENT_HOLD) {
    crypt_token_sign(db_secret(t->site->db), COMMENT_SUBMIT_HELD_PURPOSE, t->comment.id,
        t->in->now + HELD_DAYS * CLOCK_DAY, token);
    out->location = arena_printf(t->arena, "%s?held=%s#comment-%lld", path, token, id);
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
  if (!e)
    e = txn_write(site->db, comment_submit_store, &t);
  return e ? e : comment_submit_locate(&t);
}
