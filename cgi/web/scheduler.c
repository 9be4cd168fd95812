#include "web/scheduler.h"

#include <signal.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "site/cache/cache_epoch.h"
#include "site/comments/comment_expiry.h"
#include "site/comments/comment_moderate.h"
#include "site/publish/publish_state.h"
#include "site/site_numbers.h"
#include "site/site_open.h"
#include "site/site_sandbox.h"
#include "web/metrics_serve.h"
#include "web/metrics_text.h"
#include "web/worker.h"

/* Four times per second it looks for what is due, so that a post appears within a
 * second of its time; every two seconds it deletes evicted files. The arena is for one
 * tick. */
enum { TICK_MS = 250, SWEEP_TICKS = 8, SCHEDULER_MEMORY = 16 << 20 };

/* The scheduler notices a replaced file within a tick, and so long before the next
 * reader may: until then, the web server sends pages of the old one. */
static enum err scheduler_reopen(struct site **site, struct arena *a) {
  char why[400], ignored[400]; /* cache_epoch_start has logged its own */
  enum err e = site_reopen(site, ROLE_SCHEDULER, why, sizeof why);
  if (!e)
    log_event(LOG_LEVEL_WARN, "site.replaced", NULL);
  else if (e == ERR_READ_ONLY)
    kill(getpid(), SIGTERM); /* the supervisor starts another one */
  else if (e != ERR_REPLACED)
    log_event(LOG_LEVEL_ERROR, "site.reopen", "error", err_name(e), "why", why, NULL);
  return e ? e : cache_epoch_start(*site, a, ignored, sizeof ignored);
}

/* What a tick leaves for the next one. */
struct scheduler_state {
  int64_t tidied;    /* the time of the last housekeeping */
  bool is_deleting;  /* there is more old spam and trash */
  int64_t forget_at; /* when what was deleted may be removed from the files again */
  enum err failed;   /* a full disk is one line in the log, not four per second */
};

/* Once an hour. The comparison with an earlier time is for a clock that was set back:
 * housekeeping would otherwise stop until that time came again. */
static enum err scheduler_tidy(
    struct site *site, int64_t now, struct scheduler_state *state) {
  bool is_due = now > state->tidied + CLOCK_HOUR || now < state->tidied;
  if (!is_due && !state->is_deleting)
    return OK;
  /* Not again at the next tick after a failure. */
  state->is_deleting = false;
  enum err e = is_due ? comment_forget_networks(site, now) : OK;
  if (is_due)
    state->tidied = now;
  /* A part at each tick, and in between others can write. */
  return e ? e : comment_expiry_run(site, now, &state->is_deleting);
}

/* Commands remove what they delete from the files themselves, unless somebody is
 * reading at that moment, or they are killed. It reads the whole file, so not more
 * often than needed; and it waits for readers, so not soon again. */
static enum err scheduler_forget(
    struct site *site, int64_t now, struct scheduler_state *state) {
  /* The first comparison is for a clock that was set back. */
  if (state->forget_at <= now + CLOCK_HOUR && now < state->forget_at)
    return OK;
  enum err e = comment_forget_deleted(site);
  state->forget_at = now + (e ? 30 : 5) * CLOCK_SECOND;
  return e == ERR_BUSY ? OK : e;
}

/* Does what is due, and housekeeping. */
static void scheduler_tick(
    struct site **at, struct arena *a, struct scheduler_state *state) {
  int done = 0;
  int64_t now = clock_now();
  enum err e = site_is_replaced(*at) ? scheduler_reopen(at, a) : OK;
  struct site *site = *at;
  if (!e)
    e = publish_due(site, a, now, &done);
  if (!e)
    e = cache_epoch_tend(site, a);
  if (!e)
    e = scheduler_tidy(site, now, state);
  if (!e)
    e = scheduler_forget(site, now, state);
  if (e && e != state->failed)
    log_event(LOG_LEVEL_ERROR, "scheduler.due", "error", err_name(e), "db",
        db_message(site->db), NULL);
  else if (!e && state->failed)
    log_event(LOG_LEVEL_INFO, "scheduler.recovered", NULL);
  state->failed = e;
  arena_reset(a);
  if (!e)
    cache_epoch_compress(site);
}

/* What somebody who asks for metrics gets. */
static void scheduler_write_metrics(void *context, struct buf *out) {
  struct site *site = context;
  struct site_numbers numbers;
  struct metrics_values counted;
  site_numbers_read(site, &numbers);
  metrics_read(&counted);
  metrics_text(&counted, &numbers, site->settings.workers, out);
}

int scheduler_run(void *context, struct child_slot *slot) {
  const struct worker_context *c = context;
  struct site *site = NULL;
  struct scheduler_state state = {.failed = OK};
  /* cache_epoch_start has logged this one already, and a site without a page cache
   * works. */
  char why[400];
  struct arena *a = arena_new(SCHEDULER_MEMORY);
  int signals = child_signals();
  enum err e = a && signals >= 0 ? site_open(&site, c->dir, ROLE_SCHEDULER, slot->why,
                                       sizeof slot->why)
                                 : ERR_NOMEM;
  /* Starts with an empty page cache: files may have changed while nothing ran. */
  if (!e)
    e = cache_epoch_start(site, a, why, sizeof why);
  /* There is nothing to do as long as nothing can be written, but reading goes on. */
  if (e == ERR_READ_ONLY) {
    log_event(LOG_LEVEL_WARN, "pagecache.off", "why", err_name(e), NULL);
    e = OK;
  }
  if (e && !slot->why[0])
    snprintf(slot->why, sizeof slot->why, "the page cache: %s", err_text(e));
  if (e) {
    site_close(site);
    arena_free(a);
    return EX_CONFIG;
  }
  site_sandbox_enter(site, SANDBOX_SERVE, true);
  atomic_store(&slot->ready, 1);
  for (unsigned n = 0;; n++) {
    scheduler_tick(&site, a, &state);
    if (n % SWEEP_TICKS == 0)
      cache_epoch_sweep(site);
    /* The wait ends early for SIGTERM or SIGINT, which are blocked and wait in the
     * signalfd. */
    if (metrics_serve_wait(c->metrics, signals, TICK_MS, scheduler_write_metrics, site))
      break;
  }
  site_close(site);
  arena_free(a);
  return 0;
}
