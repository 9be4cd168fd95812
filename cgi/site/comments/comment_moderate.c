#include "site/comments/comment_moderate.h"

#include "base/clock.h"
#include "db/db_file.h"
#include "db/db_forget.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/model/comment_admin.h"
#include "db/model/comment_batch.h"
#include "db/model/comment_rate.h"
#include "db/model/thanks.h"
#include "db/txn.h"
#include "site/comments/comment_bulk.h"
#include "site/comments/comment_limits.h"
#include "site/comments/spam_filter.h"

/* Days for which the network of a comment is remembered, for rate limits only. */
enum { NETWORK_DAYS = 30 };

/* Updates the article's comment count and pages. A comment that was not public before
 * and is not public now is on no page. */
static enum err comment_moderate_follow(
    struct db *s, const struct comment *c, int64_t change) {
  enum err e = change ? article_add_comments(s, c->article_id, change) : OK;
  return e || !change ? e : comment_invalidate_one(s, c, (int)change);
}

enum err comment_moderate_within(struct db *s, struct arena *a, const struct comment *c,
    enum comment_status status) {
  /* Without a change of the status nothing may be evicted, so that a command can be
   * repeated at no cost. */
  if (c->status == status)
    return OK;
  enum err e = comment_batch_set_status(s, &c->id, 1, status, clock_now());
  if (!e)
    e = spam_filter_learn(s, a, c, status);
  if (e)
    return e;
  /* 1, 0 or -1: only approved comments count. */
  return comment_moderate_follow(
      s, c, (status == COMMENT_APPROVE) - (c->status == COMMENT_APPROVE));
}

static enum err comment_moderate_remove(struct db *s, void *context) {
  struct comment_bulk_item item = {*(const int64_t *)context, OK};
  size_t deleted = 0;
  enum err e = comment_bulk_delete_within(s, 0, &item, 1, &deleted);
  return e ? e : item.result;
}

enum err comment_moderate_delete(struct site *site, int64_t id) {
  return txn_write(site->db, comment_moderate_remove, &id);
}

static enum err comment_moderate_forget(struct db *s, void *context) {
  const int64_t *now = context;
  /* A time more than a day ahead is from before the clock was set back: it would stay
   * for longer than was promised. */
  enum err e = comment_admin_forget_networks(
      s, *now - NETWORK_DAYS * CLOCK_DAY, *now + CLOCK_DAY);
  if (!e)
    e = thanks_forget(s, *now - NETWORK_DAYS * CLOCK_DAY, *now + CLOCK_DAY);
  /* The limits have hashes of networks as well. */
  if (!e)
    e = comment_rate_forget(s, *now, COMMENT_LIMITS_PERIOD);
  return e ? e : spam_filter_tidy(s);
}

enum err comment_forget_deleted(struct site *site) {
  return db_forget(site->db);
}

enum err comment_forget_networks(struct site *site, int64_t now) {
  enum err e = txn_write(site->db, comment_moderate_forget, &now);
  if (!e)
    e = db_file_empty_log(site->db);
  return e == ERR_BUSY ? OK : e;
}
