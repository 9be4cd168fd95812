/* Submitting a comment: what a reader may send, and what becomes of it. */
#ifndef SITE_COMMENTS_COMMENT_SUBMIT_H
#define SITE_COMMENTS_COMMENT_SUBMIT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/model/comment_verdict.h"
#include "db/model/follow.h"
#include "site/comments/comment_fault.h"
#include "site/core/site.h"

/* The token for a form that is made at `now` for one reader, in the arena; NULL when
 * out of memory, which does not matter. */
const char *comment_submit_form_made(
    const struct site *site, struct arena *a, int64_t now);

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

/* Checks a comment and stores it durably. Strings of *out live in the arena.
 * ERR_NOT_FOUND: there is no such public article; ERR_CLOSED: it accepts no comments;
 * ERR_INVALID: fields have faults; ERR_EXISTS: the same comment was submitted before;
 * ERR_TOO_QUICK: the network, the article or the site has had too many, for
 * out->retry_after seconds; and the errors of txn_write. */
enum err comment_submit(struct site *site, struct arena *a,
    const struct comment_submission *s, struct comment_outcome *out) MUST_USE;

/* What a comment would look like: sets out->preview, and the fields as for an error.
 * Nothing is stored, and no rule is asked: nobody learns from it what is blocked.
 * Errors as of comment_submit; ERR_INVALID if there is no text, or the parent has gone.
 */
enum err comment_submit_preview(struct site *site, struct arena *a,
    const struct comment_submission *s, struct comment_outcome *out) MUST_USE;

#endif
