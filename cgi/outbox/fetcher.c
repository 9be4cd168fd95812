#include "outbox/fetcher.h"

#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "site/site_open.h"
#include "site/site_sandbox.h"
#include "site/webmention/mention_queue.h"
#include "site/webmention/websub_ping.h"

/* As often as the scheduler looks. The arena is for one page of 1 MiB. */
enum { TICK_MS = 250, FETCHER_MEMORY = 64 << 20 };

struct fetcher {
  struct mention_queue queue;
  struct websub_ping ping;
  enum err failed; /* a full disk is one line in the log, not one per second */
};

/* It has the rights of a signed link: comments, but no address and no article. */
static enum err fetcher_tick(struct fetcher *f, bool *more) {
  char why[400];
  enum err e = OK;
  *more = false;
  if (site_is_replaced(f->queue.site)) {
    e = site_reopen(&f->queue.site, ROLE_LINK, why, sizeof why);
    f->queue.version = 0;
    if (e == ERR_READ_ONLY)
      kill(getpid(), SIGTERM); /* the supervisor starts another one */
  }
  if (!e)
    e = mention_queue_run(&f->queue, clock_now(), more);
  if (!e)
    e = websub_ping_run(&f->ping, f->queue.site, clock_now());
  return e == ERR_BUSY || e == ERR_READ_ONLY || e == ERR_REPLACED ? OK : e;
}

static void fetcher_note(struct fetcher *f, enum err e) {
  if (e && e != f->failed)
    log_event(LOG_LEVEL_ERROR, "fetcher.queue", "error", err_name(e), "db",
        db_message(f->queue.site->db), NULL);
  else if (!e && f->failed)
    log_event(LOG_LEVEL_INFO, "fetcher.recovered", NULL);
  f->failed = e;
}

int fetcher_run(const char *dir, struct child_slot *slot) {
  struct pollfd signals = {child_signals(), POLLIN, 0};
  struct fetcher f = {.queue = {.arena = arena_new(FETCHER_MEMORY)}};
  bool more = false;
  enum err e =
      f.queue.arena && signals.fd >= 0
          ? site_open(&f.queue.site, dir, ROLE_LINK, slot->why, sizeof slot->why)
          : ERR_NOMEM;
  /* For ps and killall. */
  prctl(PR_SET_NAME, "pamphlet-fetch");
  if (!e) {
    site_sandbox_enter(f.queue.site, SANDBOX_FETCH, true);
    atomic_store(&slot->ready, 1);
    do
      fetcher_note(&f, fetcher_tick(&f, &more));
    while (poll(&signals, 1, more ? 0 : TICK_MS) == 0);
    site_close(f.queue.site);
  }
  arena_free(f.queue.arena);
  return e ? EX_CONFIG : 0;
}
