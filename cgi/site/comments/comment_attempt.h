/* Inside site/ only: one submission of a comment on its way, and the checks that
 * are made more than once: before the transaction, so that what must fail makes nobody
 * wait, and in it, where they count. */
#ifndef SITE_COMMENTS_COMMENT_ATTEMPT_H
#define SITE_COMMENTS_COMMENT_ATTEMPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/crypt.h"
#include "base/err.h"
#include "db/model/comment.h"
#include "site/comments/comment_limits.h"
#include "site/comments/comment_submission.h"
#include "site/core/site.h"

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
  bool is_judged;  /* comment.status is known */
  enum err result; /* of the transaction */
};

/* Fills in the fields of the outcome, trimmed. ERR_NOMEM. */
enum err comment_attempt_read_fields(struct comment_attempt *t) MUST_USE;

/* ERR_INVALID if a field has a fault. */
enum err comment_attempt_check_fields(struct comment_attempt *t) MUST_USE;

/* Sets article_id. Errors of the database. */
enum err comment_attempt_find_article(struct comment_attempt *t) MUST_USE;

/* Whether the article of the outcome accepts comments: ERR_NOT_FOUND, ERR_CLOSED. */
enum err comment_attempt_check_open(struct comment_attempt *t) MUST_USE;

/* Whether the parent, if there is one, can be replied to: ERR_INVALID. */
enum err comment_attempt_check_parent(struct comment_attempt *t) MUST_USE;

/* The pause between two comments of a network, and the other limits: ERR_TOO_QUICK. */
enum err comment_attempt_check_pace(struct comment_attempt *t) MUST_USE;
enum err comment_attempt_check_limits(
    struct comment_attempt *t, const struct comment_arrival *c) MUST_USE;

/* All that depends on the comments that others have sent: ERR_EXISTS, ERR_TOO_QUICK. */
enum err comment_attempt_check_others(
    struct comment_attempt *t, const struct comment_arrival *c) MUST_USE;

/* What the limits need to know. */
struct comment_arrival comment_attempt_arrival(const struct comment_attempt *t);

#endif
