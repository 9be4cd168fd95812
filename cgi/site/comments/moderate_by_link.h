/* What the owner decides on the page of a moderation link (moderate_link.h). */
#ifndef SITE_COMMENTS_MODERATE_BY_LINK_H
#define SITE_COMMENTS_MODERATE_BY_LINK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/comment_row.h"
#include "site/comments/comment_fault.h"
#include "site/core/site.h"

/* What the form of the page asks for. */
struct moderate_order {
  int64_t id;
  enum comment_status from, to; /* as the page showed it; as it is to be */
  const char *reply;            /* a reply to publish instead; NULL: none */
  int64_t undo_reply;           /* a reply to move to the trash as well; 0: none */
  int64_t now;
};

enum moderate_result {
  MODERATE_DONE,      /* it is as ordered */
  MODERATE_BEFORE,    /* it was like that already */
  MODERATE_MEANWHILE, /* somebody has decided otherwise: left as it is */
  MODERATE_REPLIED,
  MODERATE_REPLY_TWICE,   /* the same reply is there already */
  MODERATE_REPLY_REFUSED, /* the comment is spam or in the trash */
  MODERATE_REPLY_FAULTY   /* see `fault` */
};

struct moderate_outcome {
  enum moderate_result result;
  int64_t reply;            /* of MODERATE_REPLIED: its ID */
  enum comment_fault fault; /* COMMENT_FAULT_NONE: control characters */
};

/* Carries it out with a site of ROLE_LINK, and logs it. ERR_NOT_FOUND if the comment
 * was deleted; others: db/txn.h. */
enum err moderate_by_link(struct site *link, struct arena *a,
    const struct moderate_order *order, struct moderate_outcome *out) MUST_USE;

#endif
