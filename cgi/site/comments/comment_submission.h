/* A comment as a reader has sent it, and what became of it. Types only:
 * site/comments/comment_submit.h has the operations. */
#ifndef SITE_COMMENTS_COMMENT_SUBMISSION_H
#define SITE_COMMENTS_COMMENT_SUBMISSION_H

#include <stdint.h>

#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/model/comment_verdict.h"
#include "db/model/follow.h"
#include "site/comments/comment_fault.h"

/* A form as it was sent: UTF-8 with LF line ends, otherwise unchecked. NULL: the field
 * was missing. */
struct comment_submission {
  int64_t article_id, parent_id;
  const char *comment, *author, *email, *url;
  const char *honeypot; /* a field that only programs see */
  const char *made;     /* when the form was made: comment_submit_form_made */
  const char *known;    /* proof of an approved comment: comment_known.h */
  const char *follow;   /* which mail the reader asks for: follow_scope_find */
  const char *address;  /* the reader's IP address, or NULL */
  int64_t now;
};

struct comment_outcome {
  struct article article;         /* valid except after ERR_NOT_FOUND */
  const char *location;           /* after OK: URL path of the comment */
  struct comment_verdict verdict; /* after OK: its rule and detail */

  /* After ERR_INVALID, ERR_EXISTS and ERR_TOO_QUICK, to show the form again: the fields
   * without surrounding white space, and what is wrong with each of them and with the
   * submission as a whole. */
  const char *comment, *author, *email, *url;
  const char *made, *known; /* as they were sent */
  enum follow_scope follow; /* what was asked for */
  int64_t parent_id;        /* 0 if the parent has gone */
  const char *reply_to;     /* name of the parent's author, or NULL */
  struct {
    enum comment_fault comment, author, email, url, whole;
  } faults;
  int64_t retry_after; /* after ERR_TOO_QUICK: seconds */
  const char *preview; /* after comment_submit_preview: what the comment looks like */
};

#endif
