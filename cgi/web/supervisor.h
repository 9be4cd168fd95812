/* Keeps the processes running: workers, which answer requests, a scheduler, which does
 * what is due, a sender of mails, a fetcher of pages, and one that renews the lease. */
#ifndef WEB_SUPERVISOR_H
#define WEB_SUPERVISOR_H

#include <stdbool.h>
#include <stdint.h>

#include "base/child.h"

/* The work of a child; returns its exit code. It must end soon after SIGTERM, which is
 * blocked: receive it through signalfd. */
typedef int supervisor_work(void *context, struct child_slot *slot);

/* What the settings say. */
struct supervisor_values {
  int workers;      /* at most 256 */
  int64_t deadline; /* microseconds a request may take */
  bool sends;       /* whether there is a sender */
  bool fetches;     /* whether there is a fetcher */
  bool shares;      /* whether there is a process that renews a lease */
};

/* Reads the values again; those it does not set stay as they are. */
typedef void supervisor_settings(void *context, struct supervisor_values *values);

/* Is told that a reload is over: `fault` is NULL, or why everything stays as it was. */
typedef void supervisor_reloaded(void *context, const char *fault);

struct supervisor {
  struct supervisor_values values;
  supervisor_work *worker, *scheduler, *sender, *fetcher, *lease;
  supervisor_settings *settings; /* called on SIGHUP; NULL: nothing changes */
  void *context;
  supervisor_reloaded *reloaded; /* called after each reload; NULL: nobody is told */
};

/* Runs until SIGTERM or SIGINT; children complete their current request first. Returns
 * the exit code: 0, the code of a child that failed during the initial start, or
 * EX_OSERR. All signals stay blocked.
 *
 * SIGHUP starts new children, which read settings and templates again, and stops the
 * old ones once all new ones are ready. If a new one fails, or takes three deadlines to
 * get ready, the old ones stay, and the reason is logged once.
 *
 * A child that crashes is replaced after a pause of 100 ms, which doubles up to 5 s
 * while children crash young. A child past its deadline is killed and replaced; one
 * that takes more than 10 s to stop is killed. Children never outlive the
 * supervisor. */
int supervisor_run(const struct supervisor *s);

/* Monotonic microseconds, the clock of the slots. */
int64_t supervisor_clock(void);

/* Writes the words by which a program that this child executes finds `slot`, as
 * child_slot_name. */
void supervisor_slot_name(const struct child_slot *slot, char out[CHILD_SLOT_NAME]);

#endif
