/* Comments for the tests of the moderation queue. */
#ifndef MODERATION_SUPPORT_H
#define MODERATION_SUPPORT_H

#include "db/model/comment_verdict.h"
#include "support_site.h"

struct moderation_comment {
  int64_t article, parent, id;
  const char *author, *url, *source, *email;
  const uint8_t *network;
  struct comment_verdict verdict; /* rule NULL: none */
};

static inline enum err moderation_insert(struct db *s, void *context) {
  struct moderation_comment *m = context;
  struct comment c = {.article_id = m->article,
      .parent_id = m->parent,
      .type = "comment",
      .status = COMMENT_HOLD,
      .author = m->author,
      .url = m->url ? m->url : "",
      .source = m->source,
      .html = "",
      .created_at = SUPPORT_DATE};
  enum err e = comment_insert(s, &c, m->email ? m->email : "", m->network, &m->id);
  return e || !m->verdict.rule ? e : comment_verdict_add(s, m->id, &m->verdict);
}

/* Adds a held comment. Returns its ID. */
static inline int64_t moderation_add(struct blog *b, struct moderation_comment m) {
  assert_err(txn_write(b->site->db, moderation_insert, &m), OK);
  return m.id;
}

static inline int64_t moderation_article(struct blog *b) {
  struct article_input d = support_article_input("talk");
  return support_save(b, &d);
}

#endif
