/* Whose the files of a site are: what one user makes, the other has to be able to use.
 */
#include "ops/doctor_internal.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ops/service.h"

/* Those that SQLite and the programs write beside the database. */
static const char *const beside[] = {
    "pamphlet.db-wal", "pamphlet.db-shm", "pamphlet.db-queue", "pamphlet.lock", NULL};

static const char *user_name(struct doctor *d, uid_t uid) {
  const struct passwd *p = getpwuid(uid);
  return p ? doctor_text(d, "%s", p->pw_name) : doctor_text(d, "%u", (unsigned)uid);
}

static const char *group_name(struct doctor *d, gid_t gid) {
  const struct group *g = getgrgid(gid);
  return g ? doctor_text(d, "%s", g->gr_name) : doctor_text(d, "%u", (unsigned)gid);
}

static bool look(struct doctor *d, const char *name, struct stat *st) {
  const char *path = doctor_text(d, "%s/%s", d->dir, name);
  return lstat(path, st) == 0;
}

/* True where the user can read and write the file. */
static bool may_use(uid_t user, const struct stat *st) {
  gid_t groups[256];
  int count = sizeof groups / sizeof groups[0];
  const struct passwd *p = getpwuid(user);
  if (user == 0 || (user == st->st_uid && (st->st_mode & 0600) == 0600))
    return true;
  if ((st->st_mode & 0006) == 0006)
    return true;
  if (!p || getgrouplist(p->pw_name, p->pw_gid, groups, &count) < 0)
    return (st->st_mode & 0060) == 0060; /* nobody knows its groups */
  for (int i = 0; i < count; i++)
    if (groups[i] == st->st_gid)
      return (st->st_mode & 0060) == 0060;
  return false;
}

/* Each has to be open to those who may use the database. Returns how many are not. */
static int look_beside(struct doctor *d, const struct stat *db) {
  int faults = 0;
  for (size_t i = 0; beside[i]; i++) {
    struct stat st;
    if (!look(d, beside[i], &st))
      continue;
    bool for_owner = st.st_uid == db->st_uid || may_use(db->st_uid, &st);
    bool for_group = (db->st_mode & 0060) != 0060 ||
                     (st.st_gid == db->st_gid && (st.st_mode & 0060) == 0060);
    if (for_owner && for_group)
      continue;
    faults++;
    doctor_say(d, DOCTOR_ERROR, "owner",
        doctor_text(d, "chown %s:%s %s/%s && chmod %03o %s/%s",
            user_name(d, db->st_uid), group_name(d, db->st_gid), d->dir, beside[i],
            db->st_mode & 0777, d->dir, beside[i]),
        "%s is of %s:%s with mode %03o, which locks others out of the database of %s:%s",
        beside[i], user_name(d, st.st_uid), group_name(d, st.st_gid), st.st_mode & 0777,
        user_name(d, db->st_uid), group_name(d, db->st_gid));
  }
  return faults;
}

static int look_service(struct doctor *d, const struct stat *db) {
  struct stat process;
  pid_t pid = service_pid(d->dir);
  const char *path = doctor_text(d, "/proc/%d", (int)pid);
  if (!pid || stat(path, &process) != 0 || may_use(process.st_uid, db))
    return 0;
  doctor_say(d, DOCTOR_ERROR, "owner",
      doctor_text(d, "chown %s: %s/pamphlet.db*, or let the service run as %s",
          user_name(d, process.st_uid), d->dir, user_name(d, db->st_uid)),
      "pamphlet.fcgi runs as %s, which may not write to the database of %s:%s",
      user_name(d, process.st_uid), user_name(d, db->st_uid),
      group_name(d, db->st_gid));
  return 1;
}

void doctor_files(struct doctor *d) {
  struct stat db, dir;
  int faults = 0;
  if (!look(d, "pamphlet.db", &db)) {
    doctor_say(d, DOCTOR_ERROR, "database", "pamphlet restore FILE, with a backup",
        "there is no %s/pamphlet.db: %s", d->dir, strerror(errno));
    return;
  }
  faults += look_beside(d, &db);
  faults += look_service(d, &db);
  if (db.st_mode & 0007) {
    faults++;
    doctor_say(d, DOCTOR_WARNING, "mode",
        doctor_text(d, "chmod o= %s/pamphlet.db*", d->dir),
        "everybody on this machine may read the database, which has readers' e-mail"
        " addresses");
  }
  if (stat(d->dir, &dir) == 0 && (dir.st_mode & S_IWOTH)) {
    faults++;
    doctor_say(d, DOCTOR_ERROR, "mode", doctor_text(d, "chmod o-w %s", d->dir),
        "everybody on this machine may replace the files in %s", d->dir);
  }
  if (!faults)
    doctor_say(d, DOCTOR_OK, "files", "",
        "the database is of %s:%s with mode %03o, and so is what belongs to it",
        user_name(d, db.st_uid), group_name(d, db.st_gid), db.st_mode & 0777);
}
