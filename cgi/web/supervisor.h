/* Keeps the processes running: workers that answer, a scheduler that does what is due.
 */
#ifndef WEB_SUPERVISOR_H
#define WEB_SUPERVISOR_H

#include <stdatomic.h>
#include <stdint.h>

/* What a child tells its supervisor, in shared memory. */
struct supervisor_slot {
  atomic_int ready;        /* 1 once it serves */
  _Atomic int64_t started; /* monotonic microseconds of the request at hand; 0: none */
  char why[400];           /* before it ends by itself: a sentence for the log, or "" */
};

/* The work of a child; returns its exit code. It must end soon after SIGTERM, which is
 * blocked: take it by signalfd. */
typedef int supervisor_work(void *context, struct supervisor_slot *slot);

/* Reads the number of workers and the deadline anew; what it leaves alone stays. */
typedef void supervisor_settings(void *context, int *workers, int64_t *deadline);

struct supervisor {
  int workers;      /* at most 256 */
  int64_t deadline; /* microseconds a request may take */
  supervisor_work *worker, *keeper;
  supervisor_settings *settings; /* asked on SIGHUP; NULL: they stay */
  void *context;
};

/* Runs until SIGTERM or SIGINT; children end the request at hand first. SIGHUP starts
 * new children, which read settings and templates anew, and ends the old ones once all
 * new ones are ready; if one of them fails, or takes three deadlines to get ready, the
 * old ones stay, and the log says once why. A child that crashes is replaced, after a
 * pause of 100 ms that doubles up to 5 s while they crash young; one past its deadline
 * is killed and replaced, and one that takes more than 10 s to leave is killed.
 * Children never outlive the supervisor. Returns the exit code: 0, that of a child that
 * could not start at the beginning, or EX_OSERR. All signals stay blocked. */
int supervisor_run(const struct supervisor *s);

/* Monotonic microseconds, the clock of slots. */
int64_t supervisor_clock(void);

/* A signalfd for SIGTERM and SIGINT, -1 on failure; for children. */
int supervisor_signals(void);

#endif
