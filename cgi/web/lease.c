/* How it works: the lease is renewed several times in its life, and at once when
 * another machine has evicted something. Any of this may have to wait for a database
 * that does not answer, or the process may be stopped: a second process, which needs
 * nothing but the clock and the folder of the pages, ends their use when the lease has
 * run out. */
#include "web/lease.h"

#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "site/cache/cache_lease.h"
#include "site/cache/cache_lease_renew.h"
#include "site/site_open.h"
#include "site/site_sandbox.h"
#include "web/worker.h"

enum { LEASE_MEMORY = 16 << 20, LEASE_RETRY_MS = 100, WATCH_MS = 20 };

/* Ends when its parent is gone, and then the lease is too, or another process has
 * renewed it. It is in a session of its own, as a signal may be sent to the whole
 * group, and keeps no socket open on which nobody would answer. */
static _Noreturn void lease_watch(const char *dir, pid_t parent) {
  char why[400];
  struct arena *kept = arena_new(LEASE_MEMORY), *a = arena_new(LEASE_MEMORY);
  struct site site = {.dir = dir, .lock = -1};
  bool is_alone = false;
  int64_t left = 0; /* the lease when the parent was gone */
  setsid();
  close_range(STDERR_FILENO + 1, UINT_MAX, 0);
  if (!kept || !a || settings_read(kept, dir, &site.settings, why, sizeof why) != OK)
    _exit(EX_CONFIG);
  site.database = site.settings.database;
  for (;;) {
    int64_t now = cache_lease_enforce(&site, a);
    if (is_alone && (!now || now != left))
      _exit(0);
    if (!is_alone && getppid() != parent) {
      is_alone = true;
      /* Asked again: the last renewal may have been after the one above. */
      left = cache_lease_enforce(&site, a);
    }
    arena_reset(a);
    poll(NULL, 0, WATCH_MS);
  }
}

static pid_t lease_start_watch(const char *dir) {
  pid_t parent = getpid(), pid = fork();
  if (pid == 0)
    lease_watch(dir, parent);
  return pid;
}

struct lease {
  struct site *site;
  struct arena *arena;
  pid_t watch;
  int64_t cleaned;
  enum err failed; /* the same failure is one line in the log */
};

static enum err lease_tick(struct lease *k) {
  enum err e = cache_lease_renew(k->site, k->arena);
  if (!e && clock_monotonic() > k->cleaned + 60 * CLOCK_SECOND) {
    k->cleaned = clock_monotonic();
    e = cache_lease_clean(k->site);
  }
  if (e && e != k->failed)
    log_event(LOG_LEVEL_WARN, "lease.lost", "why", err_name(e), NULL);
  else if (!e && k->failed)
    log_event(LOG_LEVEL_INFO, "lease.renewed", NULL);
  k->failed = e;
  arena_reset(k->arena);
  return e;
}

/* Without the other process nobody would end the use of the pages, and in the sandbox
 * there is no second one: the supervisor starts both again. */
static void lease_loop(struct lease *k, int signals) {
  enum err e = OK;
  do
    e = lease_tick(k);
  while (waitpid(k->watch, NULL, WNOHANG) == 0 &&
         !cache_lease_wait(
             k->site, signals, e ? LEASE_RETRY_MS : CACHE_LEASE_RENEW / 1000));
}

int lease_run(void *context, struct child_slot *slot) {
  const struct worker_context *c = context;
  /* First: it has no connection and no sandbox. */
  struct lease k = {
      .watch = lease_start_watch(c->dir), .arena = arena_new(LEASE_MEMORY)};
  int signals = child_signals();
  enum err e =
      k.arena && signals >= 0 && k.watch > 0
          ? site_open(&k.site, c->dir, ROLE_SCHEDULER, slot->why, sizeof slot->why)
          : ERR_NOMEM;
  if (!e) {
    site_sandbox_enter(k.site, SANDBOX_SERVE, true);
    atomic_store(&slot->ready, 1);
    lease_loop(&k, signals);
  }
  site_close(k.site);
  arena_free(k.arena);
  return e ? EX_CONFIG : 0;
}

void lease_leave(const char *dir) {
  char why[400];
  struct site *site = NULL;
  struct arena *a = arena_new(LEASE_MEMORY);
  if (a && site_open(&site, dir, ROLE_SCHEDULER, why, sizeof why) == OK)
    cache_lease_leave(site, a);
  site_close(site);
  arena_free(a);
}
