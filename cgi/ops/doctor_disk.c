#include "ops/doctor_disk.h"

#include <sys/statvfs.h>

#include "ops/doctor_say.h"

enum {
  DOCTOR_DISK_LOW_MB = 500, /* below this, a warning */
  DOCTOR_DISK_FULL_MB = 50, /* below this, an error */
  /* Free inodes, below which there is a warning. */
  DOCTOR_DISK_FILES = 1000
};

void doctor_disk(struct doctor *d, const char *folder) {
  struct statvfs fs;
  if (statvfs(folder, &fs) != 0)
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
        "the file system of %s is read-only", folder);
  else if (mb < DOCTOR_DISK_LOW_MB)
    doctor_say(d, mb < DOCTOR_DISK_FULL_MB ? DOCTOR_ERROR : DOCTOR_WARNING, "disk", fix,
        "only %llu MB are free in %s", mb, folder);
  /* A file system without a fixed number of inodes, such as btrfs, has the total 0. */
  else if (fs.f_files && fs.f_favail < DOCTOR_DISK_FILES)
    doctor_say(d, DOCTOR_WARNING, "disk", fix,
        "only %llu more files can be created in %s", (unsigned long long)fs.f_favail,
        folder);
  else
    doctor_say(d, DOCTOR_OK, "disk", "", "%llu MB are free in %s", mb, folder);
}
