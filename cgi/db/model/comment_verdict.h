/* Why a comment was approved, held or taken for spam when it arrived. The rules are in
 * site/comments/comment_rules.h. Errors beyond those named: db/db.h. */
#ifndef DB_MODEL_COMMENT_VERDICT_H
#define DB_MODEL_COMMENT_VERDICT_H

#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"

struct comment_verdict {
  const char *rule;   /* the name of the rule that decided */
  const char *detail; /* what in the comment decided; "" if the rule says it all */
  double score;       /* of the spam filter, 0 (good) to 1 (spam); -1: not asked */
  const char *words;  /* the strongest words of that score, "casino 99 %, ..."; or "" */
};

/* Inside txn_write: stores the verdict on a new comment. */
enum err comment_verdict_add(
    struct db *s, int64_t comment, const struct comment_verdict *v) MUST_USE;

/* Inside txn_write: stores the verdict on a comment that its sender has changed, in
 * place of the one on what it was. For ROLE_LINK. */
enum err comment_verdict_replace(
    struct db *s, int64_t comment, const struct comment_verdict *v) MUST_USE;

/* Reads it into the arena. For a comment without one, `rule` is "" and `score` -1. Not
 * for the web: what a filter thinks would help those who want to get past it. */
enum err comment_verdict_get(struct db *s, struct arena *a, int64_t comment,
    struct comment_verdict *out) MUST_USE;

#endif
