/* Why the clock is watched: a machine may start with a clock that is a year ahead, and
 * put it right a minute later. To go by it would empty the trash. How long the service
 * was off is unknown as well, so a leap and a pause look the same: after either, three
 * days pass in which the owner can act. Leaps of less than a day change little about
 * thirty days. */
#include "site/comments/comment_expiry.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/number_text.h"
#include "db/db_file.h"
#include "db/model/comment_admin.h"
#include "db/model/comment_trash.h"
#include "db/model/thanks.h"
#include "db/txn.h"
#include "site/comments/comment_bulk.h"

/* A full batch takes some 25 ms, for which others who write wait. */
enum { COMMENT_EXPIRY_BATCH = 500, COMMENT_EXPIRY_STEADY_DAYS = 3 };

struct comment_expiry {
  const struct settings *settings;
  struct arena *arena;
  int64_t now;
  size_t left, deleted; /* how many more comments this transaction may change */
};

/* *steady is whether the clock can be trusted. */
static enum err comment_expiry_watch_clock(struct db *s, int64_t now, bool *steady) {
  struct comment_trash_clock clock = {0, 0};
  enum err e = comment_trash_clock_read(s, &clock);
  /* The networks of comments must not be remembered for longer than was promised, and
   * how old they are by the clock that was set back, nobody knows. Nothing but limits
   * needs them, and those begin again. */
  if (!e && now < clock.seen - CLOCK_DAY)
    e = comment_admin_forget_networks(s, INT64_MAX, INT64_MAX);
  if (!e && now < clock.seen - CLOCK_DAY)
    e = thanks_forget(s, INT64_MAX, INT64_MAX);
  if (e)
    return e;
  if (now > clock.seen + CLOCK_DAY || now < clock.seen - CLOCK_DAY) {
    /* The first look of a new site is no leap. */
    if (clock.seen)
      log_event(LOG_LEVEL_WARN, "comment.expiry", "paused",
          "the clock has leapt, or the service was off", NULL);
    clock.steady = now;
  }
  clock.seen = now;
  *steady = now - clock.steady >= COMMENT_EXPIRY_STEADY_DAYS * CLOCK_DAY;
  return comment_trash_clock_set(s, &clock);
}

static enum err comment_expiry_of(
    struct db *s, struct comment_expiry *x, enum comment_status status, int64_t days) {
  struct comment_bulk_item items[COMMENT_EXPIRY_BATCH];
  int64_t *ids = NULL;
  size_t count = 0, deleted = 0;
  enum err e = OK;
  if (days && x->left)
    e = comment_trash_ids(
        s, x->arena, status, x->now - days * CLOCK_DAY, x->left, &ids, &count);
  for (size_t i = 0; !e && i < count; i++)
    items[i] = (struct comment_bulk_item){ids[i], OK};
  if (!e && count)
    e = comment_bulk_delete_within(s, COMMENT_SELECT(status), items, count, &deleted);
  if (!e) {
    x->left -= count;
    x->deleted += deleted;
  }
  return e;
}

static enum err comment_expiry_batch(struct db *s, void *context) {
  struct comment_expiry *x = context;
  bool steady = false;
  int64_t redated = 0;
  x->left = COMMENT_EXPIRY_BATCH;
  x->deleted = 0;
  enum err e = comment_expiry_watch_clock(s, x->now, &steady);
  if (e || !steady)
    return e;
  /* Without this, what was discarded while the clock was ahead would stay until then.
   */
  e = comment_trash_redate(
      s, x->now, x->now + CLOCK_DAY, COMMENT_EXPIRY_BATCH, &redated);
  if (!e)
    x->left -= (size_t)redated;
  if (!e)
    e = comment_expiry_of(s, x, COMMENT_TRASH, x->settings->trash_days);
  return e ? e : comment_expiry_of(s, x, COMMENT_SPAM, x->settings->spam_days);
}

enum err comment_expiry_run(struct site *site, int64_t now, bool *more) {
  struct comment_expiry x = {.settings = &site->settings,
      .arena = arena_new(LIMIT_COMMENT_MEMORY),
      .now = now,
      .left = COMMENT_EXPIRY_BATCH};
  enum err e = x.arena ? txn_write(site->db, comment_expiry_batch, &x) : ERR_NOMEM;
  arena_free(x.arena);
  bool is_full = !e && !x.left;
  if (!e && x.deleted) {
    char count[NUMBER_TEXT];
    log_event(LOG_LEVEL_INFO, "comment.expiry", "deleted",
        number_text((int64_t)x.deleted, 1, count), NULL);
    e = is_full ? OK : db_file_empty_log(site->db);
  }
  if (e && e != ERR_BUSY)
    return e;
  *more = is_full;
  return OK;
}

enum err comment_expiry_is_due(struct site *site, int64_t now, bool *due) {
  struct comment_trash_clock clock = {0, 0};
  enum err e = comment_trash_clock_read(site->db, &clock);
  if (!e)
    *due = now > clock.seen + CLOCK_HOUR || now < clock.seen;
  return e;
}
