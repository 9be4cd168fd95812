#include "site/webmention/mention_read.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/model/comment_own.h"
#include "db/model/comment_verdict.h"
#include "db/txn.h"
#include "site/comments/comment_judge.h"
#include "site/comments/comment_moderate.h"
#include "site/comments/comment_render.h"
#include "site/comments/comment_tell.h"
#include "site/core/closing.h"
#include "site/webmention/mention_page.h"

/* Characters of what a page says: readers follow the link for the rest. */
enum { TEXT = 500, NAME = 100 };

struct mention_reading {
  struct site *site;
  struct arena *arena;
  const struct webmention *mention;
  int64_t now;
  struct article article;
  struct comment comment, old; /* old.id 0: it is new */
  struct comment_verdict verdict;
  bool gone;
};

/* At most `most` characters, and then an ellipsis. */
static const char *mention_read_cut(struct arena *a, const char *s, size_t most) {
  size_t n = 0, count = 0;
  for (; s[n]; n++)
    /* Bytes that continue a character do not begin one. */
    if (((unsigned char)s[n] & 0xc0) != 0x80 && count++ == most)
      break;
  if (!s[n])
    return s;
  const char *head = arena_strndup(a, s, n);
  return head ? arena_join(a, head, "…", NULL) : NULL;
}

static const char *mention_read_host(struct arena *a, const char *url) {
  const char *host = strstr(url, "://") + 3;
  return arena_strndup(a, host, strcspn(host, "/?#:"));
}

/* The address that readers follow is the one that was announced: redirects are the
 * other site's business. */
static enum err mention_read_fill(
    struct mention_reading *r, const struct mention_page *page) {
  struct arena *a = r->arena;
  const char *source = r->mention->source;
  const char *text =
      *page->text || page->kind != MENTION_LINK ? page->text : page->title;
  r->comment = (struct comment){
      .id = r->old.id,
      .article_id = r->article.id,
      .type = "webmention",
      .author = *page->author ? mention_read_cut(a, page->author, NAME)
                              : mention_read_host(a, source),
      .url = source,
      .source = mention_read_cut(a, text, TEXT),
      .source_key = arena_join(a, "webmention:", source, NULL),
      .created_at = r->now,
      .mention = mention_kind_name(page->kind),
  };
  if (!r->comment.author || !r->comment.source || !r->comment.source_key)
    return ERR_NOMEM;
  return comment_render_text(a, &r->comment);
}

/* Whatever the rules say of it, the owner has not seen this page: only with moderation
 * off does it appear by itself. */
static enum err mention_read_judge(struct mention_reading *r) {
  const struct comment_facts facts = {.email = "", .form_age = -1};
  enum err e = comment_judge(
      r->site, r->arena, &r->comment, facts, &r->verdict, &r->comment.status);
  if (!e && r->comment.status == COMMENT_APPROVE &&
      r->site->settings.moderation != MODERATION_NONE) {
    r->comment.status = COMMENT_HOLD;
    r->verdict.rule = "webmention";
    r->verdict.detail = "";
  }
  return e;
}

static enum err mention_read_add(struct db *s, struct mention_reading *r) {
  enum err e = comment_insert(s, &r->comment, "", NULL, &r->comment.id);
  if (!e)
    e = comment_verdict_add(s, r->comment.id, &r->verdict);
  if (!e)
    e = comment_tell(r->site, &r->comment, 0, r->now);
  if (e || r->comment.status != COMMENT_APPROVE)
    return e;
  e = article_add_comments(s, r->article.id, 1);
  return e ? e : comment_invalidate_one(s, &r->comment, 1);
}

/* What the owner has decided about a page holds for what the owner has seen. Spam and
 * trash stay what they are. */
static enum err mention_read_change(struct db *s, struct mention_reading *r) {
  if (strcmp(r->old.source, r->comment.source) == 0 &&
      strcmp(r->old.author, r->comment.author) == 0)
    return OK;
  enum err e = comment_own_revise(s, &r->comment, r->now);
  if (!e)
    e = comment_verdict_replace(s, r->comment.id, &r->verdict);
  if (!e && r->old.status == COMMENT_APPROVE)
    e = comment_moderate_within(s, r->arena, &r->old, r->comment.status);
  return e ? e : comment_invalidate(s, r->article.id);
}

static enum err mention_read_store(struct db *s, void *context) {
  struct mention_reading *r = context;
  if (r->gone && r->old.id)
    return comment_moderate_within(s, r->arena, &r->old, COMMENT_TRASH);
  if (r->gone)
    return OK;
  return r->old.id ? mention_read_change(s, r) : mention_read_add(s, r);
}

static enum err mention_read_old(struct mention_reading *r) {
  int64_t id = 0;
  const char *key = arena_join(r->arena, "webmention:", r->mention->source, NULL);
  if (!key)
    return ERR_NOMEM;
  enum err e = webmention_comment(r->site->db, r->article.id, key, &id);
  if (!e && id)
    e = comment_by_id(r->site->db, r->arena, id, &r->old);
  return e;
}

/* An article that takes no comments takes no mentions. */
static enum err mention_read_article(
    struct mention_reading *r, char why[NET_FETCH_WHY]) {
  enum closing is = CLOSING_OPEN;
  enum err e =
      article_by_id(r->site->db, r->arena, r->mention->article_id, &r->article);
  if (!e)
    e = closing_find(r->site, &r->article, r->now, &is);
  if (e == ERR_NOT_FOUND || (!e && is != CLOSING_OPEN)) {
    snprintf(why, NET_FETCH_WHY, "the article takes no comments");
    return ERR_INVALID;
  }
  return e;
}

/* 404 and 410 say that the page is gone (Webmention, section 3.2.4); other errors may
 * be of the moment. */
static enum err mention_read_page(
    struct mention_reading *r, const struct net_fetched *got, char why[NET_FETCH_WHY]) {
  struct mention_page page = {.links = false};
  bool deleted = got->status == 404 || got->status == 410;
  if (!deleted && (got->status < 200 || got->status > 299)) {
    snprintf(why, NET_FETCH_WHY, "the page answers %ld", got->status);
    return ERR_IO;
  }
  enum err e = deleted ? OK
                       : mention_page_read(r->arena, buf_text(&got->body),
                             got->body.len, got->url, r->mention->target, &page);
  if (e == ERR_INVALID)
    snprintf(why, NET_FETCH_WHY, "the page is nested too deeply");
  r->gone = !page.links;
  if (!e && r->gone && !r->old.id) {
    snprintf(why, NET_FETCH_WHY,
        deleted ? "the page does not exist" : "the page does not link to the article");
    return ERR_INVALID;
  }
  return e || r->gone ? e : mention_read_fill(r, &page);
}

enum err mention_read(struct site *site, struct arena *a, const struct webmention *w,
    int64_t now, char why[NET_FETCH_WHY]) {
  struct mention_reading r = {.site = site, .arena = a, .mention = w, .now = now};
  const struct net_fetch query = {
      .url = w->source, .also = site->settings.webmention.networks};
  struct net_fetched got = {.status = 0};
  enum err e = mention_read_article(&r, why);
  if (!e)
    e = mention_read_old(&r);
  if (!e)
    e = net_fetch(&query, &got, why);
  if (e)
    return e;
  e = mention_read_page(&r, &got, why);
  buf_free(&got.body);
  buf_free(&got.links);
  if (!e && !r.gone)
    e = mention_read_judge(&r);
  return e ? e : txn_write(site->db, mention_read_store, &r);
}
