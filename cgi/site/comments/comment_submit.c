#include "site/comments/comment_submit.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/utf8.h"
#include "db/txn.h"
#include "markup/markdown/comment_text.h"
#include "site/comments/comment_fields.h"
#include "site/core/permalink.h"
#include "view/messages.h"

enum { HELD_DAYS = 7 };

struct attempt {
  struct site *site;
  struct arena *arena;
  const struct submission *in;
  struct outcome *out;
  struct comment comment;
  uint8_t network[CRYPT_HASH];
  bool has_network;
};

/* The clock is asked, not only the scheduler's word. */
static bool is_open(const struct article *r, int64_t now) {
  return r->status == ARTICLE_PUBLISH && r->comments_open &&
         (!r->comments_close_at || r->comments_close_at > now);
}

/* Without memory the words show their braces: a fault must not be lost. */
static const char *word_count(const struct attempt *t, enum message id, size_t count) {
  char most[32], number[32];
  snprintf(most, sizeof most, "%d", comment_fields_most(id));
  snprintf(number, sizeof number, "%zu", count);
  const char *lang = t->site->settings.language;
  const char *text =
      message_format(t->arena, lang, id, "MOST", most, "COUNT", number, NULL);
  return text ? text : message_get(lang, id);
}

/* The text of a word; NULL for none. */
static const char *word(const struct attempt *t, enum message id) {
  return id == MESSAGE_COUNT ? NULL : word_count(t, id, 0);
}

static const char *comment_error(const struct attempt *t, const char *comment) {
  enum message fault = comment_fields_text(comment);
  return fault == MESSAGE_COUNT ? NULL : word_count(t, fault, utf8_length(comment));
}

static enum err check_fields(struct attempt *t) {
  struct view_form *f = &t->out->form;
  f->article_id = t->in->article_id;
  f->parent_id = t->in->parent_id;
  f->comment = t->in->comment ? t->in->comment : "";
  f->author = comment_fields_trim(t->arena, t->in->author);
  f->email = comment_fields_trim(t->arena, t->in->email);
  f->url = comment_fields_trim(t->arena, t->in->url);
  if (!f->author || !f->email || !f->url)
    return ERR_NOMEM;
  f->author_error = word(t, comment_fields_author(f->author));
  f->email_error = word(t, comment_fields_email(f->email));
  f->url_error = word(t, comment_fields_url(f->url));
  f->comment_error = comment_error(t, f->comment);
  return f->author_error || f->email_error || f->url_error || f->comment_error
             ? ERR_INVALID
             : OK;
}

static enum err check_parent(struct attempt *t) {
  struct comment parent;
  struct view_form *f = &t->out->form;
  if (!t->in->parent_id)
    return OK;
  enum err e = comment_by_id(t->site->db, t->arena, t->in->parent_id, &parent);
  if (e && e != ERR_NOT_FOUND)
    return e;
  if (e || parent.article_id != t->in->article_id || parent.status != COMMENT_APPROVE) {
    /* The text is kept; sent again it stands by itself. */
    f->parent_id = 0;
    f->form_error = word(t, MESSAGE_error_parent_gone);
    return ERR_INVALID;
  }
  f->reply_to = parent.author;
  return OK;
}

/* The network an address belongs to, hashed: IPv4 whole, IPv6 its first 64 bits. */
static bool hash_network(
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

static enum err check_pace(struct attempt *t) {
  int64_t last = 0, pause = t->site->settings.flood_seconds * CLOCK_SECOND;
  if (!pause || !t->has_network)
    return OK;
  enum err e = comment_last_from(t->site->db, t->network, &last);
  /* A clock that was set back locks nobody out. */
  if (e || t->in->now >= last + pause || t->in->now < last)
    return e;
  char seconds[32];
  t->out->retry_after = (last + pause - t->in->now) / CLOCK_SECOND + 1;
  snprintf(seconds, sizeof seconds, "%lld", (long long)t->out->retry_after);
  t->out->form.form_error = message_format(t->arena, t->site->settings.language,
      MESSAGE_error_too_quick, "SECONDS", seconds, NULL);
  return ERR_TOO_QUICK;
}

static enum err check_duplicate(struct attempt *t) {
  bool known = false;
  enum err e =
      comment_has_digest(t->site->db, t->in->article_id, t->comment.digest, &known);
  if (e || !known)
    return e;
  t->out->form.form_error = word(t, MESSAGE_error_duplicate);
  return ERR_EXISTS;
}

enum err comment_submit_render(struct arena *a, struct comment *c) {
  struct buf html = {0};
  enum err e = comment_text_to_html(c->source, &html);
  const char *copy = e ? NULL : arena_strdup(a, buf_text(&html));
  buf_free(&html);
  char *digested = arena_printf(a, "%s\n%s", c->author, c->source);
  if (e || !digested || !copy)
    return e ? e : ERR_NOMEM;
  crypt_hash(digested, strlen(digested), c->digest);
  c->html = copy;
  c->renderer = COMMENT_RENDERER;
  return OK;
}

static enum err make_comment(struct attempt *t) {
  const struct view_form *f = &t->out->form;
  t->comment = (struct comment){
      .article_id = t->in->article_id,
      .parent_id = f->parent_id,
      .status = t->site->settings.hold_all ? COMMENT_HOLD : COMMENT_APPROVE,
      .type = "comment",
      .author = f->author,
      .url = f->url,
      .source = f->comment,
      .created_at = t->in->now,
  };
  return comment_submit_render(t->arena, &t->comment);
}

/* Inside the transaction, so that of two equal comments at once one is the first. */
static enum err add(struct db *s, void *context) {
  struct attempt *t = context;
  struct article *r = &t->out->article;
  enum err e = article_by_id(s, t->arena, t->in->article_id, r);
  if (!e && !is_open(r, t->in->now))
    e = r->status == ARTICLE_PUBLISH ? ERR_CLOSED : ERR_NOT_FOUND;
  if (!e)
    e = check_parent(t);
  if (!e)
    e = check_duplicate(t);
  if (!e)
    e = check_pace(t);
  if (!e)
    e = comment_insert(s, &t->comment, t->out->form.email,
        t->has_network ? t->network : NULL, &t->comment.id);
  if (!e && t->comment.status == COMMENT_APPROVE)
    e = article_add_comments(s, r->id, 1);
  /* A comment that waits is on no page yet. */
  if (!e && t->comment.status == COMMENT_APPROVE)
    e = comment_invalidate(s, r->id);
  return e;
}

static enum err make_location(struct attempt *t) {
  char token[CRYPT_TOKEN_TEXT];
  struct outcome *out = t->out;
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

enum err comment_submit(struct site *site, struct arena *a, const struct submission *in,
    struct outcome *out) {
  struct attempt t = {.site = site, .arena = a, .in = in, .out = out};
  enum err e = article_by_id(site->db, a, in->article_id, &out->article);
  if (!e && out->article.status != ARTICLE_PUBLISH)
    e = ERR_NOT_FOUND;
  if (!e && !is_open(&out->article, in->now))
    e = ERR_CLOSED;
  if (e)
    return e;
  e = check_fields(&t);
  if (e == ERR_INVALID) {
    /* All errors at once, that of the parent too. */
    enum err other = check_parent(&t);
    return other && other != ERR_INVALID ? other : e;
  }
  t.has_network = hash_network(site, in->address, t.network);
  if (!e)
    e = make_comment(&t);
  if (!e)
    e = txn_write(site->db, add, &t);
  return e ? e : make_location(&t);
}
