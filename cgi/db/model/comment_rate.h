/* How fast comments arrive, and mails leave: one number per limit, kept in the
 * database, so that every worker sees it and a restart does not forget it. Errors
 * beyond those named: db/db.h.
 */
#ifndef DB_MODEL_COMMENT_RATE_H
#define DB_MODEL_COMMENT_RATE_H

#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

/* `most` comments of what `key` stands for within `period` microseconds. */
struct comment_rate {
  const void *key;
  size_t size; /* of `key`, in bytes */
  int64_t most, period;
};

/* *wait is the number of microseconds after which one more is allowed at `now`; 0: at
 * once. A limit whose `most` is 0 allows everything. */
enum err comment_rate_wait(
    struct db *s, const struct comment_rate *r, int64_t now, int64_t *wait) MUST_USE;

/* Inside txn_write: counts one comment, whether it is allowed or not. */
enum err comment_rate_count(
    struct db *s, const struct comment_rate *r, int64_t now) MUST_USE;

/* Inside txn_write: deletes what no limit needs any more at `now`; `period` is the
 * longest one. */
enum err comment_rate_forget(struct db *s, int64_t now, int64_t period) MUST_USE;

#endif
