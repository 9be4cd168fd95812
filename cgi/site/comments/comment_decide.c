#include "site/comments/comment_decide.h"

#include "base/arena.h"
#include "base/limits.h"
#include "db/txn.h"
#include "site/comments/comment_moderate.h"

struct comment_decide_all {
  struct arena *arena;
  struct comment_decision *decisions;
  size_t count, done;
};

static enum err comment_decide_one(
    struct db *s, struct arena *a, struct comment_decision *d) {
  struct comment c;
  enum err e = comment_by_id(s, a, d->id, &c);
  if (e) {
    d->result = COMMENT_DECIDED_TOO_LATE;
    return e == ERR_NOT_FOUND ? OK : e;
  }
  /* Two people may look at the same queue. What the other one has decided is not
   * overruled by somebody who has not seen it. */
  if (c.status != d->from) {
    d->result = COMMENT_DECIDED_BEFORE;
    return OK;
  }
  d->result = COMMENT_DECIDED;
  return comment_moderate_within(s, a, &c, d->to);
}

static enum err comment_decide_each(struct db *s, void *context) {
  struct comment_decide_all *all = context;
  enum err e = OK;
  all->done = 0;
  for (size_t i = 0; !e && i < all->count; i++) {
    e = comment_decide_one(s, all->arena, &all->decisions[i]);
    all->done += !e && all->decisions[i].result == COMMENT_DECIDED;
    /* Thousands of comments may be decided at once; each needs its memory only here. */
    arena_reset(all->arena);
  }
  return e;
}

enum err comment_decide(
    struct site *site, struct comment_decision *decisions, size_t count, size_t *done) {
  struct comment_decide_all all = {
      arena_new(LIMIT_COMMENT_MEMORY), decisions, count, 0};
  enum err e = all.arena ? txn_write(site->db, comment_decide_each, &all) : ERR_NOMEM;
  arena_free(all.arena);
  if (!e)
    *done = all.done;
  return e;
}
