#include "ops/doctor_folders.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ops/doctor_access.h"
#include "ops/doctor_disk.h"
#include "ops/doctor_say.h"

/* A folder of the site. `must` is false for one that the site may lack. */
struct doctor_folder {
  const char *name;
  bool must;
  unsigned need; /* a sum of R_OK, W_OK and X_OK */
};

/* The site's own folder first: without it, the others are out of reach. SQLite creates
 * files there. "pamphlet import" writes to media/, the service to run/ and, as
 * run/cache is a link, to the page cache. */
static const struct doctor_folder doctor_folders_table[] = {
    {"", true, R_OK | W_OK | X_OK},
    {"/media", true, R_OK | W_OK | X_OK},
    {"/run", true, R_OK | W_OK | X_OK},
    {"/run/cache", false, R_OK | W_OK | X_OK},
    {"/templates", false, R_OK | X_OK},
    {"/public", false, R_OK | X_OK},
};

/* Root may write anyway, but a folder that its owner may not write to was meant to be
 * like that. */
static bool doctor_folders_may_use(uid_t user, const struct stat *st, unsigned need) {
  const mode_t owner = (mode_t)need << 6;
  return doctor_access_allows(user, st, need) &&
         (user != 0 || (st->st_mode & owner) == owner);
}

/* The commands are printed so that they can be copied: the owner of the database is
 * that of the folder as well. */
static void doctor_folders_missing(
    struct doctor *d, const char *path, uid_t user, int error) {
  const char *name = doctor_access_user(d, user);
  if (error == ENOENT)
    doctor_say(d, DOCTOR_ERROR, "folders",
        doctor_say_text(d, "install -d -m 2775 -o %s %s", name, path),
        "the folder %s does not exist", path);
  else
    doctor_say(d, DOCTOR_ERROR, "folders",
        doctor_say_text(d,
            "run this command as %s or root; let %s enter the folders above %s", name,
            name, path),
        "the folder %s cannot be examined: %s", path, strerror(error));
}

/* True if there is nothing to say. */
static bool doctor_folders_check(
    struct doctor *d, const struct doctor_folder *folder, uid_t user, dev_t site) {
  struct stat st;
  const char *path = doctor_say_text(d, "%s%s", d->dir, folder->name);
  /* stat, as each may be a link to a folder elsewhere. */
  if (stat(path, &st) != 0) {
    if (!folder->must && errno == ENOENT)
      return true;
    doctor_folders_missing(d, path, user, errno);
    return false;
  }
  if (!S_ISDIR(st.st_mode)) {
    doctor_say(d, DOCTOR_ERROR, "folders",
        doctor_say_text(d, "move %s away, and create a folder of that name", path),
        "%s is not a folder", path);
    return false;
  }
  if (!doctor_folders_may_use(user, &st, folder->need)) {
    const char *name = doctor_access_user(d, user);
    bool writes = (folder->need & W_OK) != 0;
    doctor_say(d, DOCTOR_ERROR, "folders",
        doctor_say_text(d, "chown %s %s && chmod u+rwx %s", name, path, path),
        "the folder %s belongs to %s:%s with mode %03o: %s, the user of the service,"
        " cannot %s it",
        path, doctor_access_user(d, st.st_uid), doctor_access_group(d, st.st_gid),
        st.st_mode & 0777, name, writes ? "write to" : "read");
    return false;
  }
  /* The page cache has a limit of its own, and a small file system is enough. */
  if (st.st_dev != site && strcmp(folder->name, "/run/cache") != 0)
    doctor_disk(d, path);
  return true;
}

/* A user who may do everything in the site's folder gets nowhere if one above is
 * closed, such as a home directory with mode 700. */
static bool doctor_folders_check_above(struct doctor *d, uid_t user) {
  struct stat st;
  for (const char *slash = d->dir; (slash = strchr(slash + 1, '/')) != NULL;) {
    const char *above = doctor_say_text(d, "%.*s", (int)(slash - d->dir), d->dir);
    if (stat(above, &st) != 0 || doctor_access_allows(user, &st, X_OK))
      continue;
    doctor_say(d, DOCTOR_ERROR, "folders",
        doctor_say_text(
            d, "chmod o+x %s, or move the site to a folder like /srv", above),
        "%s, the user of the service, cannot enter %s", doctor_access_user(d, user),
        above);
    return false;
  }
  return true;
}

void doctor_folders(struct doctor *d) {
  const size_t count = sizeof doctor_folders_table / sizeof doctor_folders_table[0];
  struct stat site;
  uid_t user;
  /* Without a database, another finding says so; whose folders they are is unknown. */
  if (stat(d->dir, &site) != 0 || !doctor_access_service(d, &user))
    return;
  bool good = doctor_folders_check_above(d, user);
  for (size_t i = 0; i < count; i++)
    good = doctor_folders_check(d, &doctor_folders_table[i], user, site.st_dev) && good;
  if (good)
    doctor_say(d, DOCTOR_OK, "folders", "", "%s, the user of the service, may use all",
        doctor_access_user(d, user));
}
