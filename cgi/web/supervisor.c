/* How it works: one process forks all others and waits for three things in one loop:
 * signals, the end of children, and time. Children report through shared memory:
 * storing there never blocks, and what a killed child has left there can still be read.
 *
 * A reload begins a new generation of children next to the old one, so that requests
 * are answered all the time. */
#include "web/supervisor.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "web/metrics.h"

enum {
  /* 260 is the largest number of workers, 256, the scheduler, sender, fetcher and
   * one that renews a lease. Twice, because a reload starts all new children before the
   * old ones leave.
   */
  MOST_CHILDREN = 2 * 260,
  /* How late a deadline may be noticed. */
  TICK_MS = 100,
  DRAIN_MS = 10000,
  FIRST_PAUSE_MS = 100,
  LAST_PAUSE_MS = 5000,
  HEALTHY_MS = 10000,
  START_DEADLINES = 3
};

enum child_kind {
  CHILD_WORKER,
  CHILD_SCHEDULER,
  CHILD_SENDER,
  CHILD_FETCHER,
  CHILD_LEASE,
  CHILD_KINDS
};

/* `old` children were told to stop. `killed` ones were sent SIGKILL, and are not killed
 * or logged again in every tick until they have ended. */
struct child {
  pid_t pid; /* 0: free */
  enum child_kind kind;
  bool old, killed;
  int generation;
  int64_t born;
  int64_t leave_by; /* when an old child is killed */
  struct child_slot *slot;
};

/* `serving` and `reloading` decide what the end of a child means: supervisor_bury. */
struct state {
  const struct supervisor *options;
  struct child children[MOST_CHILDREN];
  struct child_slots slots;
  int signal_fd;
  int generation; /* of the newest children */
  /* As set now, and before a reload that may be refused. */
  struct supervisor_values values, values_before;
  bool serving; /* the first generation has been ready */
  bool reloading;
  bool reload_again; /* requested while new children may have read old settings */
  int64_t pause, next_start;
};

/* One per process, and too large for the stack. */
static struct state supervisor_state;

/* Monotonic, because a change of the system's time must not kill children or delay
 * their start. */
int64_t supervisor_clock(void) {
  return clock_monotonic();
}

void supervisor_slot_name(const struct child_slot *slot, char out[CHILD_SLOT_NAME]) {
  child_slot_name(&supervisor_state.slots, slot, out);
}

static struct child *supervisor_free_child(struct state *st) {
  for (int i = 0; i < MOST_CHILDREN; i++)
    if (!st->children[i].pid)
      return &st->children[i];
  return NULL;
}

/* Called after a child has ended. Several that end at once, for the same reason, count
 * as one failure. */
static void supervisor_back_off(struct state *st, int64_t born) {
  int64_t now = supervisor_clock();
  if (now < st->next_start)
    return;
  bool healthy = now - born > HEALTHY_MS * INT64_C(1000);
  int64_t pause = healthy || !st->pause ? FIRST_PAUSE_MS : st->pause * 2;
  st->pause = pause > LAST_PAUSE_MS ? LAST_PAUSE_MS : pause;
  st->next_start = now + st->pause * 1000;
}

static void supervisor_start(struct state *st, enum child_kind kind) {
  struct child *c = supervisor_free_child(st);
  if (!c)
    return;
  struct child_slot *slot = &st->slots.all[c - st->children];
  atomic_store(&slot->ready, 0);
  /* The slot is reused. Values of the previous child would make the new one look
   * ready or late. */
  atomic_store(&slot->started, 0);
  slot->why[0] = '\0';
  pid_t parent = getpid(), pid = fork();
  if (pid == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    /* The parent may have died between fork and prctl; then no signal will ever
     * come. */
    if (getppid() != parent)
      _exit(1);
    close(st->signal_fd);
    const struct supervisor *s = st->options;
    supervisor_work *const work[CHILD_KINDS] = {
        s->worker, s->scheduler, s->sender, s->fetcher, s->lease};
    _exit(work[kind](s->context, slot));
  }
  if (pid < 0) {
    log_event(LOG_LEVEL_ERROR, "supervisor.fork", NULL);
    supervisor_back_off(st, supervisor_clock());
    return;
  }
  *c = (struct child){.pid = pid,
      .kind = kind,
      .generation = st->generation,
      .born = supervisor_clock(),
      .slot = slot};
}

static int supervisor_count(const struct state *st, enum child_kind kind) {
  int n = 0;
  for (int i = 0; i < MOST_CHILDREN; i++) {
    const struct child *c = &st->children[i];
    /* `old` is tested as well, because a refused generation gives its number back. */
    n += c->pid && !c->old && c->generation == st->generation && c->kind == kind;
  }
  return n;
}

static int supervisor_wanted(const struct state *st, enum child_kind kind) {
  return kind == CHILD_WORKER    ? st->values.workers
         : kind == CHILD_SENDER  ? st->values.sends
         : kind == CHILD_FETCHER ? st->values.fetches
         : kind == CHILD_LEASE   ? st->values.shares
                                 : 1;
}

/* Starts what is missing. Called in every tick: a pause after a crash ends without any
 * event. */
static void supervisor_fill(struct state *st) {
  for (int kind = 0; kind < CHILD_KINDS; kind++)
    for (int n = supervisor_count(st, (enum child_kind)kind);
         n < supervisor_wanted(st, (enum child_kind)kind); n++) {
      if (supervisor_clock() < st->next_start)
        return;
      supervisor_start(st, (enum child_kind)kind);
    }
}

static bool supervisor_all_ready(const struct state *st) {
  for (int i = 0; i < MOST_CHILDREN; i++) {
    const struct child *c = &st->children[i];
    if (c->pid && !c->old && c->generation == st->generation &&
        !atomic_load(&c->slot->ready))
      return false;
  }
  for (int kind = 0; kind < CHILD_KINDS; kind++)
    if (supervisor_count(st, (enum child_kind)kind) !=
        supervisor_wanted(st, (enum child_kind)kind))
      return false;
  return true;
}

static void supervisor_signal_all(struct state *st, int generation, int signal) {
  for (int i = 0; i < MOST_CHILDREN; i++) {
    struct child *c = &st->children[i];
    if (c->pid && (generation < 0 || c->generation == generation)) {
      if (!c->old)
        /* Only once: a second signal must not postpone the deadline. */
        c->leave_by = supervisor_clock() + DRAIN_MS * INT64_C(1000);
      c->old = true;
      kill(c->pid, signal);
    }
  }
}

static void supervisor_reload(struct state *st) {
  /* A reload during a reload is postponed, and several requests become one: new
   * children read the settings when they start. */
  st->reload_again = st->reloading || !st->serving;
  if (st->reload_again)
    return;
  st->values_before = st->values;
  if (st->options->settings)
    st->options->settings(st->options->context, &st->values);
  st->reloading = true;
  st->generation++;
  /* A pause after crashes was for the old settings; the new ones may have repaired the
   * cause. */
  st->next_start = 0;
}

static void supervisor_tell(struct state *st, const char *fault) {
  if (st->options->reloaded)
    st->options->reloaded(st->options->context, fault);
}

/* Once all new children are serving, the old ones can stop. */
static void supervisor_finish_reload(struct state *st) {
  if (!supervisor_all_ready(st))
    return;
  if (!st->serving)
    log_event(LOG_LEVEL_INFO, "supervisor.ready", NULL);
  st->serving = true;
  if (st->reloading) {
    /* Older generations have been told to stop already: a reload begins only when the
     * one before is over. */
    supervisor_signal_all(st, st->generation - 1, SIGTERM);
    log_event(LOG_LEVEL_INFO, "supervisor.reloaded", NULL);
    supervisor_tell(st, NULL);
  }
  st->reloading = false;
  if (st->reload_again)
    supervisor_reload(st);
}

/* A new child could not start, so everything stays as it was. The other new children
 * end for the same reason, which is not logged again. */
static void supervisor_refuse_reload(
    struct state *st, const char *how, const char *why) {
  char fault[400];
  st->values = st->values_before;
  supervisor_signal_all(st, st->generation, SIGTERM);
  st->generation--;
  st->reloading = false;
  log_event(LOG_LEVEL_ERROR, "supervisor.reload_refused", "how", how, "why", why, NULL);
  snprintf(fault, sizeof fault, "%s", why);
  if (!*why)
    snprintf(fault, sizeof fault, "a new process has ended by itself (%s)", how);
  supervisor_tell(st, fault);
  if (st->reload_again)
    supervisor_reload(st);
}

/* Handles the end of a child. Returns an exit code, or -1 to continue. */
static int supervisor_bury(struct state *st, struct child *c, int status) {
  struct child dead = *c;
  c->pid = 0;
  /* Old children were told to stop, so their end is no failure. */
  if (dead.old)
    return -1;
  char pid[16], how[32];
  snprintf(pid, sizeof pid, "%d", (int)dead.pid);
  snprintf(how, sizeof how, WIFSIGNALED(status) ? "signal %d" : "exit %d",
      WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
  /* The child may have been killed while it wrote the text. */
  dead.slot->why[sizeof dead.slot->why - 1] = '\0';
  bool was_ready = atomic_load(&dead.slot->ready);
  if (st->reloading && dead.generation == st->generation && !was_ready) {
    supervisor_refuse_reload(st, how, dead.slot->why);
    return -1;
  }
  metrics_add(METRIC_CHILDREN_FAILED, 1);
  log_event(LOG_LEVEL_ERROR, "supervisor.child_ended", "child", pid, "how", how, "why",
      dead.slot->why, NULL);
  /* A child that fails before the first generation is ready, with an exit code,
   * reports a wrong setup. Trying again would not help, so the program ends with the
   * same code. */
  if (!st->serving && !was_ready && WIFEXITED(status))
    return WEXITSTATUS(status) ? WEXITSTATUS(status) : 1;
  else
    supervisor_back_off(st, dead.born);
  return -1;
}

static int supervisor_reap(struct state *st) {
  int status;
  /* Several SIGCHLD are merged into one while it is pending, so all children that
   * have ended are collected. */
  for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
    for (int i = 0; i < MOST_CHILDREN; i++)
      if (st->children[i].pid == pid) {
        int code = supervisor_bury(st, &st->children[i], status);
        if (code >= 0)
          return code;
        break;
      }
  return -1;
}

/* Too long at a request, at stopping, or at getting ready while others are serving: no
 * child may block a reload forever. During the initial start nobody waits, and an open
 * may have much to recover. */
static bool supervisor_is_late(
    const struct state *st, const struct child *c, int64_t now) {
  int64_t started = atomic_load(&c->slot->started), deadline = st->values.deadline;
  if (started && now - started >= deadline)
    return true;
  if (c->old)
    return now >= c->leave_by;
  return st->serving && !atomic_load(&c->slot->ready) &&
         now - c->born >= START_DEADLINES * deadline;
}

static void supervisor_kill_late(struct state *st) {
  int64_t now = supervisor_clock();
  for (int i = 0; i < MOST_CHILDREN; i++) {
    struct child *c = &st->children[i];
    if (!c->pid || c->killed || !supervisor_is_late(st, c, now))
      continue;
    metrics_add(METRIC_CHILDREN_KILLED, 1);
    log_event(LOG_LEVEL_ERROR, "supervisor.deadline", NULL);
    kill(c->pid, SIGKILL);
    c->killed = true;
  }
}

static bool supervisor_any_left(const struct state *st) {
  for (int i = 0; i < MOST_CHILDREN; i++)
    if (st->children[i].pid)
      return true;
  return false;
}

/* Requests that have begun are completed, and late children are killed here too: the
 * drain takes DRAIN_MS at most. */
static void supervisor_drain(struct state *st) {
  supervisor_signal_all(st, -1, SIGTERM);
  while (supervisor_any_left(st)) {
    supervisor_kill_late(st);
    supervisor_reap(st);
    poll(NULL, 0, 5);
  }
}

/* Handles pending signals. Returns true when it is time to stop. SIGCHLD only ends the
 * wait: supervisor_reap asks for all children anyway. */
static bool supervisor_take_signals(struct state *st, int fd) {
  struct signalfd_siginfo info;
  bool end = false;
  while (read(fd, &info, sizeof info) == (ssize_t)sizeof info) {
    if (info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT)
      end = true;
    else if (info.ssi_signo == SIGHUP)
      supervisor_reload(st);
  }
  return end;
}

int supervisor_run(const struct supervisor *s) {
  sigset_t set;
  struct state *st = &supervisor_state;
  *st = (struct state){.options = s, .generation = 1, .values = s->values};
  /* Blocked signals stay pending for signalfd. Children inherit the mask, and have
   * descriptors of their own (child_signals). */
  sigfillset(&set);
  sigprocmask(SIG_BLOCK, &set, NULL);
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGHUP);
  sigaddset(&set, SIGCHLD);
  st->signal_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  struct pollfd signals = {st->signal_fd, POLLIN, 0};
  /* Shared memory, made before the first fork, so that parent and children see the
   * same slots. */
  if (signals.fd < 0 || child_slots_new(&st->slots, MOST_CHILDREN) != OK)
    return EX_OSERR;
  int code = -1;
  for (bool end = false; !end && code < 0;) {
    supervisor_fill(st);
    supervisor_finish_reload(st);
    /* Children report that they are ready only through their slots, so these are
     * read often while some are starting. */
    poll(&signals, 1, st->serving && !st->reloading ? TICK_MS : 5);
    end = supervisor_take_signals(st, signals.fd);
    code = supervisor_reap(st);
    supervisor_kill_late(st);
  }
  supervisor_drain(st);
  close(signals.fd);
  child_slots_free(&st->slots);
  return code < 0 ? 0 : code;
}
