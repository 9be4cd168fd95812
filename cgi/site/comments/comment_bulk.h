/* The same change to any number of comments. */
#ifndef SITE_COMMENTS_COMMENT_BULK_H
#define SITE_COMMENTS_COMMENT_BULK_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "db/model/comment_row.h"
#include "db/model/comment_select.h"
#include "site/core/site.h"

enum comment_bulk_kind {
  COMMENT_BULK_SET, /* sets the status, as comment_moderate_within; setting "approve"
                       again teaches the spam filter that the comment is good */
  COMMENT_BULK_RESTORE, /* brings those that have the status back to their former one */
  COMMENT_BULK_DELETE   /* as comment_moderate_delete */
};

struct comment_bulk {
  enum comment_bulk_kind kind;
  enum comment_status status; /* of COMMENT_BULK_SET and COMMENT_BULK_RESTORE */
  /* COMMENT_SELECT of the statuses that the comments were chosen by: one that has
   * another one by now stays as it is. 0: any. */
  unsigned only;
};

struct comment_bulk_item {
  int64_t id;
  /* Set by comment_bulk: OK, also if it was like that before; ERR_NOT_FOUND; or
   * ERR_INVALID if it does not have the status that is to be restored from, or none of
   * `only`. */
  enum err result;
};

enum {
  /* The spam filter learns from so many comments of one call, the newest. */
  COMMENT_BULK_LEARN = 500,
  COMMENT_BULK_MOST = 4000 /* in one transaction */
};

/* Changes all items, newest first, in transactions of a limited time, so that readers
 * who comment meanwhile hardly wait. A comment that cannot be changed does not stop the
 * others. The pages of an article are evicted once per transaction. The order of the
 * items stays. *done is how many have the result OK, an ID that is given twice counting
 * once. After an error, *done comments are changed, the results mean nothing, and the
 * same call can be repeated. ERR_NOMEM; others: db/txn.h. */
enum err comment_bulk(struct site *site, const struct comment_bulk *change,
    struct comment_bulk_item *items, size_t count, size_t *done) MUST_USE;

/* Inside txn_write, also that of the scheduler: deletes all items that have one of the
 * statuses `only`, as in struct comment_bulk, COMMENT_BULK_MOST of them at most. What
 * was deleted stays in the write-ahead log until that is emptied. */
enum err comment_bulk_delete_within(struct db *s, unsigned only,
    struct comment_bulk_item *items, size_t count, size_t *done) MUST_USE;

#endif
