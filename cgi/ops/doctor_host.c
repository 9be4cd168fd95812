/* What the machine gives: room and time. */
#include "ops/doctor_internal.h"

#include <string.h>
#include <sys/statvfs.h>
#include <sys/timex.h>

#include "base/clock.h"
#include "db/model/stats.h"

/* Below these the disk is low, or as good as full. */
enum { LOW_MB = 500, LEAST_MB = 50, LEAST_FILES = 1000 };

static void look_at_disk(struct doctor *d) {
  struct statvfs fs;
  if (statvfs(d->dir, &fs) != 0)
    return;
  unsigned long long mb = (unsigned long long)fs.f_bavail * fs.f_frsize / 1000000;
  const char *mend =
      "delete what is not needed (old backups, before-restore-*), or make"
      " the file system larger";
  if (fs.f_flag & ST_RDONLY)
    doctor_say(d, DOCTOR_ERROR, "disk",
        "mount it for writing (after an error, see dmesg)",
        "the file system of %s is read-only", d->dir);
  else if (mb < LOW_MB)
    doctor_say(d, mb < LEAST_MB ? DOCTOR_ERROR : DOCTOR_WARNING, "disk", mend,
        "only %llu MB are free", mb);
  else if (fs.f_files && fs.f_favail < LEAST_FILES)
    doctor_say(d, DOCTOR_WARNING, "disk", mend, "only %llu more files have room",
        (unsigned long long)fs.f_favail);
  else
    doctor_say(d, DOCTOR_OK, "disk", "", "%llu MB are free", mb);
}

static enum err newest(void *context, int64_t t, const char *status) {
  int64_t *most = context;
  (void)status;
  *most = t > *most ? t : *most;
  return OK;
}

/* What is public has happened: a clock before that is slow. Half a minute more or less
 * is no harm. */
static void look_at_clock(struct doctor *d) {
  enum { TOLERANCE_S = 30 };
  struct timex now = {0};
  int64_t last = 0;
  char iso[CLOCK_ISO];
  const char *mend =
      "set it where it is wrong; systemd-timesyncd or chrony keeps it right";
  if (d->site && stats_posts(d->site->db, newest, &last) == OK &&
      stats_comments(d->site->db, newest, &last) == OK &&
      last > clock_now() + TOLERANCE_S * CLOCK_SECOND) {
    clock_iso(last, iso);
    doctor_say(d, DOCTOR_ERROR, "clock", mend,
        "it is behind: something was published or written at %s", iso);
    return;
  }
  clock_iso(clock_now(), iso);
  /* In a container the host may keep it, and the kernel does not say so. */
  if (adjtimex(&now) == TIME_ERROR && (now.status & STA_UNSYNC))
    doctor_say(d, DOCTOR_NOTE, "clock", mend,
        "it says %s, and whether somebody keeps it right is not known", iso);
  else
    doctor_say(d, DOCTOR_OK, "clock", "", "it says %s", iso);
}

void doctor_host(struct doctor *d) {
  look_at_disk(d);
  look_at_clock(d);
}
