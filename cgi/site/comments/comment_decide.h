/* The owner's decisions about comments that are shown meanwhile: one or many at once,
 * and only as long as each is still what the owner saw. */
#ifndef SITE_COMMENTS_COMMENT_DECIDE_H
#define SITE_COMMENTS_COMMENT_DECIDE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/model/comment.h"
#include "site/core/site.h"

enum comment_decided {
  COMMENT_DECIDED,         /* it is what `to` says */
  COMMENT_DECIDED_BEFORE,  /* somebody changed it meanwhile: left as it is */
  COMMENT_DECIDED_TOO_LATE /* it was deleted */
};

struct comment_decision {
  int64_t id;
  enum comment_status from, to; /* as the owner saw it; as it is to be */
  enum comment_decided result;  /* set by comment_decide */
};

/* Makes all decisions in one transaction. *done is how many took effect. After an error
 * nothing has changed, and the results mean nothing. ERR_NOMEM; others: db/txn.h. */
enum err comment_decide(struct site *site, struct comment_decision *decisions,
    size_t count, size_t *done) MUST_USE;

#endif
