#include "ops/doctor_host.h"

#include <string.h>
#include <sys/timex.h>

#include "base/clock.h"
#include "db/model/stats.h"
#include "ops/doctor_disk.h"
#include "ops/doctor_say.h"

static enum err doctor_host_newest(void *context, int64_t t, const char *status) {
  /* Comments of every status count: even spam has arrived at some time. */
  int64_t *most = context;
  (void)status;
  *most = t > *most ? t : *most;
  return OK;
}

/* A published article or a comment has a time in the past, unless the clock was set
 * back or is slow. A difference of half a minute is not worth a finding. */
static void doctor_host_clock(struct doctor *d) {
  enum { TOLERANCE_S = 30 };
  struct timex now = {0};
  int64_t last = 0;
  char iso[CLOCK_ISO];
  const char *fix = "set the clock; systemd-timesyncd or chrony keeps it correct";
  if (d->site && stats_posts(d->site->db, doctor_host_newest, &last) == OK &&
      stats_comments(d->site->db, doctor_host_newest, &last) == OK &&
      last > clock_now() + TOLERANCE_S * CLOCK_SECOND) {
    clock_iso(last, iso);
    doctor_say(d, DOCTOR_ERROR, "clock", fix,
        "the clock is slow: an article or comment has the later date %s", iso);
    return;
  }
  clock_iso(clock_now(), iso);
  /* In a container the host may synchronise the clock without the kernel knowing. */
  if (adjtimex(&now) == TIME_ERROR && (now.status & STA_UNSYNC))
    doctor_say(d, DOCTOR_NOTE, "clock", fix,
        "it is %s; whether it is synchronised is not known", iso);
  else
    doctor_say(d, DOCTOR_OK, "clock", "", "it is %s", iso);
}

void doctor_host(struct doctor *d) {
  doctor_disk(d, d->dir);
  doctor_host_clock(d);
}
