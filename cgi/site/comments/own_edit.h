/* Changing or withdrawing a comment, by its sender. Both are for a site of ROLE_LINK;
 * the caller has checked the token (own_link.h). */
#ifndef SITE_COMMENTS_OWN_EDIT_H
#define SITE_COMMENTS_OWN_EDIT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/comment_row.h"
#include "site/comments/comment_fault.h"
#include "site/core/site.h"

/* A form as it was sent; NULL: the field was missing. */
struct own_edit {
  int64_t id;
  int64_t rev; /* edited_at of the comment that the form showed */
  const char *comment, *author, *url;
  const char *address; /* the reader's IP address, or NULL */
  int64_t now;
};

enum own_result {
  OWN_DONE,
  OWN_FAULTY,    /* see `faults`; also for a text that is there already */
  OWN_TOO_QUICK, /* see `faults` and `retry_after` */
  OWN_MEANWHILE, /* it was changed since the form was made: see `rev` */
  OWN_OVER,      /* its time is over */
  OWN_GONE       /* it was deleted, or its article is not public any more */
};

/* `comment`, `author` and `url` are always as they were sent, without white space
 * around those of one line. */
struct own_outcome {
  enum own_result result;
  const char *comment, *author, *url;
  int64_t rev;            /* of the comment as it is now */
  struct comment changed; /* of OWN_DONE: the comment */
  struct article article; /* of all but OWN_GONE */
  const char *location;   /* of OWN_DONE: where its sender sees it */
  struct {
    enum comment_fault comment, author, url, whole;
  } faults;
  int64_t retry_after; /* seconds */
};

/* Changes a comment, if the rules allow it. They judge the new text, and the network of
 * this request, but can only hold the comment or take it for spam: one that is held
 * stays so whatever becomes of its text. What the spam filter has learned from an
 * approved text is unlearned. A change counts in the limits like a comment. Texts of
 * the form that changes nothing are OWN_DONE. ERR_NOMEM; others: db/txn.h. */
enum err own_edit(struct site *link, struct arena *a, const struct own_edit *in,
    struct own_outcome *out) MUST_USE;

/* Deletes a comment for good, as "pamphlet comment delete" does: replies to it move up.
 * OWN_TOO_QUICK until flood_seconds have passed, because the pause between two comments
 * would else be over with the first one. */
enum err own_withdraw(struct site *link, struct arena *a, int64_t id, int64_t now,
    struct own_outcome *out) MUST_USE;

#endif
