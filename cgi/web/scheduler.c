#include "web/scheduler.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "site/cache/cache_epoch.h"
#include "site/comments/comment_moderate.h"
#include "site/publish/publish_state.h"
#include "site/site_open.h"
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

/* Does what is due, and housekeeping once an hour. *failed is the previous result: a
 * full disk is one line in the log, not four per second. */
static void scheduler_tick(
    struct site **at, struct arena *a, int64_t *tidied, enum err *failed) {
  int done = 0;
  int64_t now = clock_now();
  enum err e = site_is_replaced(*at) ? scheduler_reopen(at, a) : OK;
  struct site *site = *at;
  if (!e)
    e = publish_due(site, a, now, &done);
  if (!e)
    e = cache_epoch_tend(site, a);
  /* The second comparison is for a clock that was set back: housekeeping would
   * otherwise stop until that time came again. */
  if (!e && (now > *tidied + 3600 * CLOCK_SECOND || now < *tidied)) {
    e = comment_forget_networks(site, now);
    *tidied = now;
  }
  if (e && e != *failed)
    log_event(LOG_LEVEL_ERROR, "scheduler.due", "error", err_name(e), "db",
        db_message(site->db), NULL);
  else if (!e && *failed)
    log_event(LOG_LEVEL_INFO, "scheduler.recovered", NULL);
  *failed = e;
  arena_reset(a);
}

int scheduler_run(void *context, struct supervisor_slot *slot) {
  const struct worker_context *c = context;
  struct site *site = NULL;
  int64_t tidied = 0;
  /* cache_epoch_start has logged this one already, and a site without a page cache
   * works. */
  char why[400];
  enum err failed = OK;
  struct arena *a = arena_new(SCHEDULER_MEMORY);
  struct pollfd signals = {supervisor_signals(), POLLIN, 0};
  enum err e = a && signals.fd >= 0 ? site_open(&site, c->dir, ROLE_SCHEDULER,
                                          slot->why, sizeof slot->why)
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
  atomic_store(&slot->ready, 1);
  for (unsigned n = 0;; n++) {
    scheduler_tick(&site, a, &tidied, &failed);
    if (n % SWEEP_TICKS == 0)
      cache_epoch_sweep(site);
    /* The wait ends early for SIGTERM or SIGINT, which are blocked and wait in the
     * signalfd. */
    if (poll(&signals, 1, TICK_MS) != 0)
      break;
  }
  site_close(site);
  arena_free(a);
  return 0;
}
