#include "ops/doctor_backup.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "ops/doctor_say.h"
#include "site/core/backup_record.h"

static const char doctor_backup_fix[] =
    "pamphlet backup --to=/var/backups, or enable pamphlet-backup@.timer"
    " (docs/backups.md)";

/* How long the site's directory has existed, in microseconds; 0 if its file system does
 * not tell. */
static int64_t doctor_backup_age_of_site(const char *dir) {
  struct statx x;
  if (statx(AT_FDCWD, dir, 0, STATX_BTIME, &x) != 0 || !(x.stx_mask & STATX_BTIME))
    return 0;
  return clock_now() - x.stx_btime.tv_sec * CLOCK_SECOND;
}

void doctor_backup(struct doctor *d) {
  struct backup_record last;
  char iso[CLOCK_ISO];
  if (!d->has_settings || !d->settings.backup_days)
    return;
  const int64_t limit = d->settings.backup_days * CLOCK_DAY;
  /* A site that was created today needs none yet. */
  if (backup_record_read(d->dir, &last)) {
    bool is_late = doctor_backup_age_of_site(d->dir) > limit;
    doctor_say(d, is_late ? DOCTOR_WARNING : DOCTOR_OK, "backup",
        is_late ? doctor_backup_fix : "", "\"pamphlet backup\" has not made one yet");
    return;
  }
  int64_t age = clock_now() - last.at;
  clock_iso(last.at, iso);
  if (age > limit)
    doctor_say(d, DOCTOR_WARNING, "backup", doctor_backup_fix,
        "the last one is %lld days old: %s", (long long)(age / CLOCK_DAY), last.file);
  else
    doctor_say(
        d, DOCTOR_OK, "backup", "", "the last one was verified %s: %s", iso, last.file);
}
