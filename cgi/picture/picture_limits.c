#include "picture/picture_limits.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/sandbox.h"

/* The sanitizer reserves terabytes of addresses. */
#if defined(__SANITIZE_ADDRESS__)
#define PICTURE_LIMITS_MEMORY RLIM_INFINITY
#else
#define PICTURE_LIMITS_MEMORY ((rlim_t)2 << 30)
#endif

/* A picture of 100 megapixels takes 400 MB when it is decoded as a whole, as interlaced
 * ones are, and some seconds of processor time. */
bool picture_limits_set(void) {
  static const struct {
    __rlimit_resource_t what;
    rlim_t value;
  } limits[] = {{RLIMIT_CORE, 0}, {RLIMIT_AS, PICTURE_LIMITS_MEMORY}, {RLIMIT_CPU, 90},
      {RLIMIT_FSIZE, 64 << 20}, {RLIMIT_NOFILE, 64}};
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
    const struct rlimit limit = {limits[i].value, limits[i].value};
    if (setrlimit(limits[i].what, &limit) != 0)
      return false;
  }
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
}

/* The folder above `folder`. False if there is none in the path. */
static bool picture_limits_above(const char *folder, char above[PATH_MAX]) {
  const char *slash = strrchr(folder, '/');
  return slash && slash != folder &&
         snprintf(above, PATH_MAX, "%.*s", (int)(slash - folder), folder) < PATH_MAX;
}

/* A library that is taken over must not have the rights of root. The owner of the site
 * may write the copies, and owns them then. */
bool picture_limits_become_owner(const char *folder) {
  char above[PATH_MAX];
  struct stat st;
  if (geteuid() != 0)
    return true;
  if (stat(folder, &st) != 0 &&
      (errno != ENOENT || !picture_limits_above(folder, above) ||
          stat(above, &st) != 0))
    return false;
  return setgroups(0, NULL) == 0 && setgid(st.st_gid) == 0 && setuid(st.st_uid) == 0;
}

void picture_limits_confine(const char *folder) {
  static const char *const read[] = {"/usr", "/lib", "/lib64", "/etc", "/dev/null",
      "/dev/urandom", "/var/cache/fontconfig", "/sys/devices/system/cpu",
      "/proc/cpuinfo", "/proc/meminfo"};
  static struct sandbox sandbox; /* too large for the stack; one per process */
  const char *fonts = getenv("FONTCONFIG_FILE"); /* fonts.conf(5) */
  char above[PATH_MAX], why[200];
  struct stat st;
  enum err e = fonts ? sandbox_add(&sandbox, fonts, false) : OK;
  sandbox.job = SANDBOX_DRAW;
  for (size_t i = 0; !e && i < sizeof read / sizeof *read; i++)
    e = sandbox_add(&sandbox, read[i], false);
  if (!e && folder && stat(folder, &st) == 0)
    e = sandbox_add(&sandbox, folder, true);
  else if (!e && folder && picture_limits_above(folder, above))
    e = sandbox_add(&sandbox, above, true);
  if (!e && sandbox_enter(&sandbox, why, sizeof why) != OK)
    errno = 0;
}
