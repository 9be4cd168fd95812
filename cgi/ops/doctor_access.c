#include "ops/doctor_access.h"

#include <grp.h>
#include <pwd.h>
#include <stdint.h>
#include <stdlib.h>

#include "ops/doctor_say.h"
#include "ops/service.h"

const char *doctor_access_user(struct doctor *d, uid_t uid) {
  const struct passwd *p = getpwuid(uid);
  return p ? doctor_say_text(d, "%s", p->pw_name)
           : doctor_say_text(d, "%u", (unsigned)uid);
}

const char *doctor_access_group(struct doctor *d, gid_t gid) {
  const struct group *g = getgrgid(gid);
  return g ? doctor_say_text(d, "%s", g->gr_name)
           : doctor_say_text(d, "%u", (unsigned)gid);
}

static bool doctor_access_is_member(const struct passwd *p, gid_t group) {
  /* With more groups, getgrouplist fails, and the user counts as a member of none. */
  gid_t groups[256];
  int count = sizeof groups / sizeof groups[0];
  if (getgrouplist(p->pw_name, p->pw_gid, groups, &count) < 0)
    return false;
  for (int i = 0; i < count; i++)
    if (groups[i] == group)
      return true;
  return false;
}

bool doctor_access_allows(uid_t user, const struct stat *st, unsigned need) {
  const struct passwd *p = getpwuid(user);
  const mode_t owner = (mode_t)need << 6, group = (mode_t)need << 3, other = need;
  if (user == 0 || (user == st->st_uid && (st->st_mode & owner) == owner))
    return true;
  if ((st->st_mode & other) == other)
    return true;
  /* The groups of a user without an account are unknown. */
  if (p && !doctor_access_is_member(p, st->st_gid))
    return false;
  return (st->st_mode & group) == group;
}

bool doctor_access_find(const char *name, uid_t *user) {
  const struct passwd *p = getpwnam(name);
  char *end;
  unsigned long number = strtoul(name, &end, 10);
  /* A number need not have an account, as in a container. (uid_t)-1 is no user
   * (chown(2)); strtoul also takes a sign. */
  if (!p && (*name < '0' || *name > '9' || *end || number >= UINT32_MAX))
    return false;
  *user = p ? p->pw_uid : (uid_t)number;
  return true;
}

bool doctor_access_service(struct doctor *d, uid_t *user) {
  struct stat st;
  pid_t pid = service_pid(d->dir);
  if (d->user)
    return doctor_access_find(d->user, user);
  /* The owner of /proc/PID is the effective user of the process (proc(5)). */
  if ((pid && stat(doctor_say_text(d, "/proc/%d", (int)pid), &st) == 0) ||
      stat(doctor_say_text(d, "%s/pamphlet.db", d->dir), &st) == 0) {
    /* Without a process, the owner of the database is the best guess. */
    *user = st.st_uid;
    return true;
  }
  return false;
}
