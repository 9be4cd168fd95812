#include "ops/doctor_files.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ops/doctor_say.h"
#include "ops/service.h"

/* The files that SQLite and the programs create next to the database. */
static const char *const doctor_files_companions[] = {
    "pamphlet.db-wal", "pamphlet.db-shm", "pamphlet.db-queue", "pamphlet.lock", NULL};

/* A number stands for a user without an account here, as in a container or on a network
 * disk. */
static const char *doctor_files_user(struct doctor *d, uid_t uid) {
  const struct passwd *p = getpwuid(uid);
  return p ? doctor_say_text(d, "%s", p->pw_name)
           : doctor_say_text(d, "%u", (unsigned)uid);
}

static const char *doctor_files_group(struct doctor *d, gid_t gid) {
  const struct group *g = getgrgid(gid);
  return g ? doctor_say_text(d, "%s", g->gr_name)
           : doctor_say_text(d, "%u", (unsigned)gid);
}

/* lstat: the state of a link is what matters, not that of a file elsewhere. */
static bool doctor_files_stat(struct doctor *d, const char *name, struct stat *st) {
  const char *path = doctor_say_text(d, "%s/%s", d->dir, name);
  return lstat(path, st) == 0;
}

/* True if the user can read and write the file. */
static bool doctor_files_may_use(uid_t user, const struct stat *st) {
  /* With more groups, getgrouplist fails, and the user counts as one without an
   * account. */
  gid_t groups[256];
  int count = sizeof groups / sizeof groups[0];
  const struct passwd *p = getpwuid(user);
  if (user == 0 || (user == st->st_uid && (st->st_mode & 0600) == 0600))
    return true;
  if ((st->st_mode & 0006) == 0006)
    return true;
  if (!p || getgrouplist(p->pw_name, p->pw_gid, groups, &count) < 0)
    return (st->st_mode & 0060) ==
           0060; /* a user without an account: its groups are unknown */
  for (int i = 0; i < count; i++)
    if (groups[i] == st->st_gid)
      return (st->st_mode & 0060) == 0060;
  return false;
}

/* Each has to be open to those who may use the database. Returns how many are not. */
static int doctor_files_check_companions(struct doctor *d, const struct stat *db) {
  int faults = 0;
  for (size_t i = 0; doctor_files_companions[i]; i++) {
    struct stat st;
    if (!doctor_files_stat(d, doctor_files_companions[i], &st))
      continue;
    /* If the group may use the database, each of its members needs these files as
     * well. */
    bool for_owner = st.st_uid == db->st_uid || doctor_files_may_use(db->st_uid, &st);
    bool for_group = (db->st_mode & 0060) != 0060 ||
                     (st.st_gid == db->st_gid && (st.st_mode & 0060) == 0060);
    if (for_owner && for_group)
      continue;
    faults++;
    doctor_say(d, DOCTOR_ERROR, "owner",
        doctor_say_text(d, "chown %s:%s %s/%s && chmod %03o %s/%s",
            doctor_files_user(d, db->st_uid), doctor_files_group(d, db->st_gid), d->dir,
            doctor_files_companions[i], db->st_mode & 0777, d->dir,
            doctor_files_companions[i]),
        "%s belongs to %s:%s with mode %03o, which locks out other users of the database,"
        " which belongs to %s:%s",
        doctor_files_companions[i], doctor_files_user(d, st.st_uid),
        doctor_files_group(d, st.st_gid), st.st_mode & 0777,
        doctor_files_user(d, db->st_uid), doctor_files_group(d, db->st_gid));
  }
  return faults;
}

/* The owner of /proc/PID is the effective user of the process (proc(5)). */
static int doctor_files_check_process(struct doctor *d, const struct stat *db) {
  struct stat process;
  pid_t pid = service_pid(d->dir);
  const char *path = doctor_say_text(d, "/proc/%d", (int)pid);
  if (!pid || stat(path, &process) != 0 || doctor_files_may_use(process.st_uid, db))
    return 0;
  doctor_say(d, DOCTOR_ERROR, "owner",
      doctor_say_text(d, "chown %s: %s/pamphlet.db*, or let the service run as %s",
          doctor_files_user(d, process.st_uid), d->dir,
          doctor_files_user(d, db->st_uid)),
      "pamphlet.fcgi runs as %s, who cannot write to the database of %s:%s",
      doctor_files_user(d, process.st_uid), doctor_files_user(d, db->st_uid),
      doctor_files_group(d, db->st_gid));
  return 1;
}

void doctor_files(struct doctor *d) {
  struct stat db, dir;
  int faults = 0;
  if (!doctor_files_stat(d, "pamphlet.db", &db)) {
    doctor_say(d, DOCTOR_ERROR, "database", "restore a backup: pamphlet restore FILE",
        "%s/pamphlet.db cannot be found: %s", d->dir, strerror(errno));
    return;
  }
  faults += doctor_files_check_companions(d, &db);
  faults += doctor_files_check_process(d, &db);
  /* Only a warning: the site works like that. */
  if (db.st_mode & 0007) {
    faults++;
    doctor_say(d, DOCTOR_WARNING, "mode",
        doctor_say_text(d, "chmod o= %s/pamphlet.db*", d->dir),
        "anyone on this machine can read the database, which contains the email"
        " addresses of readers");
  }
  if (stat(d->dir, &dir) == 0 && (dir.st_mode & S_IWOTH)) {
    faults++;
    doctor_say(d, DOCTOR_ERROR, "mode", doctor_say_text(d, "chmod o-w %s", d->dir),
        "anyone on this machine can replace the files in %s", d->dir);
  }
  if (!faults)
    doctor_say(d, DOCTOR_OK, "files", "",
        "the database and its companion files belong to %s:%s with mode %03o",
        doctor_files_user(d, db.st_uid), doctor_files_group(d, db.st_gid),
        db.st_mode & 0777);
}
