#include "ops/doctor_files.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ops/doctor_access.h"
#include "ops/doctor_say.h"

/* The files that SQLite and the programs create next to the database. */
static const char *const doctor_files_companions[] = {
    "pamphlet.db-wal", "pamphlet.db-shm", "pamphlet.db-queue", "pamphlet.lock", NULL};

/* lstat: the state of a link is what matters, not that of a file elsewhere. */
static bool doctor_files_stat(struct doctor *d, const char *name, struct stat *st) {
  const char *path = doctor_say_text(d, "%s/%s", d->dir, name);
  return lstat(path, st) == 0;
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
    bool for_owner =
        st.st_uid == db->st_uid || doctor_access_allows(db->st_uid, &st, R_OK | W_OK);
    bool for_group = (db->st_mode & 0060) != 0060 ||
                     (st.st_gid == db->st_gid && (st.st_mode & 0060) == 0060);
    if (for_owner && for_group)
      continue;
    faults++;
    doctor_say(d, DOCTOR_ERROR, "owner",
        doctor_say_text(d, "chown %s:%s %s/%s && chmod %03o %s/%s",
            doctor_access_user(d, db->st_uid), doctor_access_group(d, db->st_gid),
            d->dir, doctor_files_companions[i], db->st_mode & 0777, d->dir,
            doctor_files_companions[i]),
        "%s belongs to %s:%s with mode %03o, which locks out other users of the database,"
        " which belongs to %s:%s",
        doctor_files_companions[i], doctor_access_user(d, st.st_uid),
        doctor_access_group(d, st.st_gid), st.st_mode & 0777,
        doctor_access_user(d, db->st_uid), doctor_access_group(d, db->st_gid));
  }
  return faults;
}

/* Plain CGI and the service read it as their own user. */
static int doctor_files_check_settings(struct doctor *d) {
  struct stat st;
  uid_t user;
  const char *path = doctor_say_text(d, "%s/site.ini", d->dir);
  if (stat(path, &st) != 0 || !doctor_access_service(d, &user) ||
      doctor_access_allows(user, &st, R_OK))
    return 0;
  doctor_say(d, DOCTOR_ERROR, "owner",
      doctor_say_text(
          d, "chown %s %s && chmod u+rw %s", doctor_access_user(d, user), path, path),
      "%s, the user of the service, cannot read site.ini, which belongs to %s:%s with"
      " mode %03o",
      doctor_access_user(d, user), doctor_access_user(d, st.st_uid),
      doctor_access_group(d, st.st_gid), st.st_mode & 0777);
  return 1;
}

static int doctor_files_check_process(struct doctor *d, const struct stat *db) {
  uid_t user;
  /* Without a process, this is the owner of the database, who may use it. */
  if (!doctor_access_service(d, &user) || doctor_access_allows(user, db, R_OK | W_OK))
    return 0;
  doctor_say(d, DOCTOR_ERROR, "owner",
      doctor_say_text(d,
          "chown %s: %s/pamphlet.db* && chmod u+rw %s/pamphlet.db*, or let the service"
          " run as %s",
          doctor_access_user(d, user), d->dir, d->dir,
          doctor_access_user(d, db->st_uid)),
      "pamphlet.fcgi runs as %s, who cannot write to the database of %s:%s",
      doctor_access_user(d, user), doctor_access_user(d, db->st_uid),
      doctor_access_group(d, db->st_gid));
  return 1;
}

void doctor_files(struct doctor *d) {
  struct stat db, dir;
  int faults = 0;
  /* The server of PostgreSQL looks after its own. */
  if (d->has_settings && *d->settings.database)
    return;
  if (!doctor_files_stat(d, "pamphlet.db", &db)) {
    doctor_say(d, DOCTOR_ERROR, "database", "restore a backup: pamphlet restore FILE",
        "%s/pamphlet.db cannot be found: %s", d->dir, strerror(errno));
    return;
  }
  faults += doctor_files_check_companions(d, &db);
  faults += doctor_files_check_process(d, &db);
  faults += doctor_files_check_settings(d);
  /* Only a warning: the site works like that. */
  if (db.st_mode & 0007) {
    faults++;
    doctor_say(d, DOCTOR_WARNING, "mode",
        /* With the files of the log, which have the newest rows. */
        doctor_say_text(d, "chmod o= %s/pamphlet.db*", d->dir),
        "anyone on this machine can read the database, which contains the email"
        " addresses of readers");
  }
  /* Anyone who may write to the folder may put another database there, whatever the
   * mode of this one. */
  if (stat(d->dir, &dir) == 0 && (dir.st_mode & S_IWOTH)) {
    faults++;
    doctor_say(d, DOCTOR_ERROR, "mode", doctor_say_text(d, "chmod o-w %s", d->dir),
        "anyone on this machine can replace the files in %s", d->dir);
  }
  if (!faults)
    doctor_say(d, DOCTOR_OK, "files", "",
        "the database and its companion files belong to %s:%s with mode %03o",
        doctor_access_user(d, db.st_uid), doctor_access_group(d, db.st_gid),
        db.st_mode & 0777);
}
