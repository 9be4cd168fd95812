/* A change to an article leaves notes for two queues: search_due (index and keys) and
 * related_due (lists of related articles). Both are worked off at the end of the same
 * transaction, search first, because new keys make lists due. Not inside the change: in
 * FTS5, each savepoint in between would write a segment of its own. */
#include "site/publish/article_write.h"

#include <limits.h>

#include "site/publish/excerpt_update.h"
#include "site/publish/related_update.h"
#include "site/publish/search_update.h"

/* `more_follow`: many articles will change, and most lists of related articles would be
 * computed several times over. */
struct writing {
  txn_change *change;
  void *context;
  bool more_follow;
};

static enum err article_write_change_and_follow(struct db *s, void *context) {
  const struct writing *w = context;
  /* Ignored: what a batch leaves is done by later writes, by the scheduler, or at the
   * end of an import (article_write_rest). */
  bool left;
  enum err e = w->change(s, w->context);
  if (!e)
    e = work_queue_batch(s, &search_queue, &left);
  return e || w->more_follow ? e : work_queue_batch(s, &related_queue, &left);
}

enum err article_write(struct site *site, txn_change *change, void *context) {
  struct writing w = {change, context, false};
  return txn_write(site->db, article_write_change_and_follow, &w);
}

enum err article_write_one_of_many(
    struct site *site, txn_change *change, void *context) {
  struct writing w = {change, context, true};
  return txn_write(site->db, article_write_change_and_follow, &w);
}

static enum err article_write_some(struct db *s, int most, int *done) {
  int related = 0, excerpts = 0;
  enum err e = work_queue_rest(s, &search_queue, most, done);
  if (!e)
    e = work_queue_rest(s, &related_queue, most, &related);
  if (!e)
    e = work_queue_rest(s, &excerpt_queue, most, &excerpts);
  *done += related + excerpts;
  return e;
}

/* One batch of each kind, for the scheduler, which must not hold the write lock for
 * long. */
enum err article_write_some_rest(struct db *s, int *done) {
  return article_write_some(s, 1, done);
}

enum err article_write_rest(struct db *s) {
  int done;
  return article_write_some(s, INT_MAX, &done);
}
