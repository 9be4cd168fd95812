#include "ops/doctor_host.h"

#include <string.h>
#include <sys/statvfs.h>
#include <sys/timex.h>

#include "base/clock.h"
#include "db/model/stats.h"
#include "ops/doctor_say.h"

enum {
  DOCTOR_HOST_LOW_MB = 500, /* below this, a warning */
  DOCTOR_HOST_FULL_MB = 50, /* below this, an error */
  /* Free inodes, below which there is a warning. */
  DOCTOR_HOST_FILES = 1000
};

static void doctor_host_disk(struct doctor *d) {
  struct statvfs fs;
  if (statvfs(d->dir, &fs) != 0)
    return;
  /* f_bavail is what users other than root may write (statvfs(3)). */
  unsigned long long mb = (unsigned long long)fs.f_bavail * fs.f_frsize / 1000000;
  const char *fix =
      "delete files that are not needed (old backups, before-restore-*), or"
      " enlarge the file system";
  /* First, because the numbers below mean nothing then. */
  if (fs.f_flag & ST_RDONLY)
    doctor_say(d, DOCTOR_ERROR, "disk",
        "remount it read-write (after an error, see dmesg)",
        "the file system of %s is read-only", d->dir);
  else if (mb < DOCTOR_HOST_LOW_MB)
    doctor_say(d, mb < DOCTOR_HOST_FULL_MB ? DOCTOR_ERROR : DOCTOR_WARNING, "disk", fix,
        "only %llu MB are free", mb);
  /* A file system without a fixed number of inodes, such as btrfs, has the total 0. */
  else if (fs.f_files && fs.f_favail < DOCTOR_HOST_FILES)
    doctor_say(d, DOCTOR_WARNING, "disk", fix, "only %llu more files can be created",
        (unsigned long long)fs.f_favail);
  else
    doctor_say(d, DOCTOR_OK, "disk", "", "%llu MB are free", mb);
}

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
  doctor_host_disk(d);
  doctor_host_clock(d);
}
