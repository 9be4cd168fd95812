#include "site/comments/comment_moderate.h"

#include "base/clock.h"
#include "db/db_file.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "db/model/comment_admin.h"
#include "db/model/comment_rate.h"
#include "db/txn.h"
#include "site/comments/comment_limits.h"

/* Days for which the network of a comment is remembered, for rate limits only. */
enum { NETWORK_DAYS = 30 };

/* The context of the changes below; not every one uses `status`. */
struct change {
  int64_t id;
  enum comment_status status;
  struct arena *arena;
};

/* Updates the article's comment count and pages. A comment that was not public before
 * and is not public now is on no page. */
static enum err comment_moderate_follow(
    struct db *s, const struct comment *c, int64_t change) {
  enum err e = change ? article_add_comments(s, c->article_id, change) : OK;
  return e || !change ? e : comment_invalidate(s, c->article_id);
}

static enum err comment_moderate_set(struct db *s, void *context) {
  const struct change *ch = context;
  struct comment c;
  enum err e = comment_by_id(s, ch->arena, ch->id, &c);
  /* Without a change of the status nothing may be evicted, so that a command can be
   * repeated at no cost. */
  if (e || c.status == ch->status)
    return e;
  e = comment_admin_set_status(s, ch->id, ch->status);
  if (e)
    return e;
  /* 1, 0 or -1: only approved comments count. */
  return comment_moderate_follow(
      s, &c, (ch->status == COMMENT_APPROVE) - (c.status == COMMENT_APPROVE));
}

/* Replies move first: they refer to the comment, and foreign keys are on. */
static enum err comment_moderate_remove(struct db *s, void *context) {
  const struct change *ch = context;
  struct comment c;
  int64_t moved = 0;
  enum err e = comment_by_id(s, ch->arena, ch->id, &c);
  if (!e)
    e = comment_admin_move_replies(s, c.id, c.parent_id, &moved);
  if (!e)
    e = comment_admin_delete(s, c.id);
  /* Replies that move up appear in another place on the page. */
  if (!e && moved)
    e = comment_invalidate(s, c.article_id);
  return e ? e : comment_moderate_follow(s, &c, c.status == COMMENT_APPROVE ? -1 : 0);
}

static enum err comment_moderate_run(
    struct site *site, txn_change *change, struct change *context) {
  /* Several times the longest comment with its HTML. */
  context->arena = arena_new(4 << 20);
  if (!context->arena)
    return ERR_NOMEM;
  enum err e = txn_write(site->db, change, context);
  arena_free(context->arena);
  return e;
}

enum err comment_moderate(struct site *site, int64_t id, enum comment_status status) {
  struct change c = {.id = id, .status = status};
  return comment_moderate_run(site, comment_moderate_set, &c);
}

enum err comment_moderate_delete(struct site *site, int64_t id) {
  struct change c = {.id = id};
  return comment_moderate_run(site, comment_moderate_remove, &c);
}

static enum err comment_moderate_forget(struct db *s, void *context) {
  const int64_t *now = context;
  /* A time more than a day ahead is from before the clock was set back: it would stay
   * for longer than was promised. */
  enum err e = comment_admin_forget_networks(
      s, *now - NETWORK_DAYS * CLOCK_DAY, *now + CLOCK_DAY);
  /* The limits have hashes of networks as well. */
  return e ? e : comment_rate_forget(s, *now, COMMENT_LIMITS_PERIOD);
}

enum err comment_forget_networks(struct site *site, int64_t now) {
  enum err e = txn_write(site->db, comment_moderate_forget, &now);
  if (!e)
    e = db_file_empty_log(site->db);
  return e == ERR_BUSY ? OK : e;
}
