#include "outbox/sender.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "site/mail/mail_queue.h"
#include "site/mail/mail_record.h"
#include "site/site_open.h"

/* Four times a second, as the scheduler: a reader who waits for a mail should not
 * notice it. The arena is for one mail. */
enum { TICK_MS = 250, SENDER_MEMORY = 32 << 20 };

struct sender {
  struct mail_queue queue;
  int lock;        /* -1: another sender has it */
  enum err failed; /* a full disk is one line in the log, not four per second */
};

static enum err sender_reopen(struct sender *s) {
  char why[400];
  enum err e = site_reopen(&s->queue.site, ROLE_SENDER, why, sizeof why);
  if (!e) {
    log_event(LOG_LEVEL_WARN, "site.replaced", NULL);
    s->queue.version = 0;
  } else if (e == ERR_READ_ONLY) {
    kill(getpid(), SIGTERM); /* the supervisor starts another one */
  }
  return e;
}

/* During a reload the old sender still has the lock, for as long as its mail takes. */
static enum err sender_tick(struct sender *s) {
  struct site *site = s->queue.site;
  enum err e = site_is_replaced(site) ? sender_reopen(s) : OK;
  if (!e && s->lock < 0)
    e = mail_record_own(site->dir, &s->lock);
  if (!e)
    e = mail_queue_run(&s->queue, clock_now());
  /* A read-only disk and another sender are no faults of this one. */
  return e == ERR_BUSY || e == ERR_READ_ONLY || e == ERR_REPLACED ? OK : e;
}

static void sender_note(struct sender *s, enum err e) {
  if (e && e != s->failed)
    log_event(LOG_LEVEL_ERROR, "sender.queue", "error", err_name(e), "db",
        db_message(s->queue.site->db), NULL);
  else if (!e && s->failed)
    log_event(LOG_LEVEL_INFO, "sender.recovered", NULL);
  s->failed = e;
}

int sender_run(const char *dir, struct child_slot *slot) {
  struct pollfd signals = {child_signals(), POLLIN, 0};
  struct sender s = {
      {.arena = arena_new(SENDER_MEMORY), .signals = signals.fd}, -1, OK};
  enum err e =
      s.queue.arena && signals.fd >= 0
          ? site_open(&s.queue.site, dir, ROLE_SENDER, slot->why, sizeof slot->why)
          : ERR_NOMEM;
  /* For ps and killall. */
  prctl(PR_SET_NAME, "pamphlet-sender");
  if (!e) {
    atomic_store(&slot->ready, 1);
    do
      sender_note(&s, sender_tick(&s));
    while (poll(&signals, 1, TICK_MS) == 0);
    site_close(s.queue.site);
  }
  /* The lock goes with the process, when no statement is open any more. */
  arena_free(s.queue.arena);
  return e ? EX_CONFIG : 0;
}
