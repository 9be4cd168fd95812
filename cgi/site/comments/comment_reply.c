#include "site/comments/comment_reply.h"

#include <string.h>

#include "base/utf8.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/txn.h"
#include "site/comments/comment_fields.h"
#include "site/comments/comment_moderate.h"
#include "site/comments/comment_render.h"

struct comment_reply_run {
  struct arena *arena;
  struct comment reply;
};

/* Spam has to be restored first, knowingly: replying would show it. */
static enum err comment_reply_approve(
    struct db *s, struct arena *a, const struct comment *parent) {
  if (parent->status == COMMENT_SPAM || parent->status == COMMENT_TRASH)
    return ERR_GONE;
  /* Readers would see the reply, but not to what. */
  return comment_moderate_within(s, a, parent, COMMENT_APPROVE);
}

static enum err comment_reply_prepare(struct db *s, struct arena *a,
    const struct comment *parent, struct comment *reply) {
  struct article article;
  bool known = false;
  enum err e = article_by_id(s, a, parent->article_id, &article);
  if (e)
    return e;
  reply->article_id = parent->article_id;
  reply->author = article.author;
  /* The author is part of the digest. */
  e = comment_render_markdown(a, reply);
  /* A command that is repeated must not say the same thing twice. */
  if (!e)
    e = comment_has_digest(s, reply->article_id, reply->digest, &known);
  return e ? e : known ? ERR_EXISTS : OK;
}

static enum err comment_reply_store(struct db *s, void *context) {
  struct comment_reply_run *run = context;
  struct comment parent;
  enum err e = comment_by_id(s, run->arena, run->reply.parent_id, &parent);
  if (!e)
    e = comment_reply_prepare(s, run->arena, &parent, &run->reply);
  if (!e)
    e = comment_reply_approve(s, run->arena, &parent);
  /* Neither an address nor a network: nothing about the author needs to be kept. */
  if (!e)
    e = comment_insert(s, &run->reply, "", NULL, &run->reply.id);
  if (!e)
    e = article_add_comments(s, run->reply.article_id, 1);
  return e ? e : comment_invalidate(s, run->reply.article_id);
}

enum err comment_reply(struct site *site, struct arena *a, int64_t parent,
    const char *text, int64_t now, enum comment_fault *fault, int64_t *id) {
  struct comment_reply_run run = {.arena = a,
      .reply = {.parent_id = parent,
          .type = "comment",
          .status = COMMENT_APPROVE,
          .url = "",
          .source = text,
          .created_at = now,
          .by_author = true}};
  enum comment_fault wrong = comment_fields_text(text);
  if (wrong || utf8_check(text, strlen(text), UTF8_MULTI_LINE)) {
    *fault = wrong;
    return ERR_INVALID;
  }
  enum err e = txn_write(site->db, comment_reply_store, &run);
  if (!e)
    *id = run.reply.id;
  return e;
}
