#include "base/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/folder.h"

enum {
  SCRATCH_RANDOM = 6, /* characters that mkdtemp chooses */
  SCRATCH_NEW = 60    /* seconds */
};

/* Whether the folder is ours and no process uses it. A new one is not locked at once:
 * what is younger than a minute stays. */
static bool scratch_is_left(const char *path) {
  struct stat st;
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  bool left = fd >= 0 && fstat(fd, &st) == 0 && st.st_uid == geteuid() &&
              (st.st_mode & 077) == 0 && st.st_mtime < time(NULL) - SCRATCH_NEW &&
              flock(fd, LOCK_EX | LOCK_NB) == 0;
  if (fd >= 0)
    close(fd);
  return left;
}

/* Others may write to the parent as well, so each folder is looked at before. */
static void scratch_remove_left(const char *parent, const char *name) {
  char path[PATH_MAX];
  size_t n = strlen(name);
  DIR *d = opendir(parent);
  for (struct dirent *entry; d && (entry = readdir(d)) != NULL;) {
    const char *s = entry->d_name;
    if (strncmp(s, name, n) != 0 || s[n] != '-' || strlen(s) != n + 1 + SCRATCH_RANDOM)
      continue;
    if (snprintf(path, sizeof path, "%s/%s", parent, s) < (int)sizeof path &&
        scratch_is_left(path))
      folder_remove(path);
  }
  if (d)
    closedir(d);
}

static enum err scratch_fail(
    const struct scratch *s, int error, char *why, size_t why_size) {
  snprintf(why, why_size, "%s: %s", s->path, strerror(error));
  return err_of_errno(error);
}

enum err scratch_open(struct scratch *s, const char *name, char *why, size_t why_size) {
  const char *temporary = getenv("TMPDIR");
  const char *parent = temporary && *temporary ? temporary : "/var/tmp";
  const char *const paths[] = {s->path, NULL};
  *s = (struct scratch){.lock = -1};
  scratch_remove_left(parent, name);
  if (snprintf(s->path, sizeof s->path, "%s/%s-XXXXXX", parent, name) >=
      (int)sizeof s->path)
    return scratch_fail(s, ENAMETOOLONG, why, why_size);
  if (!mkdtemp(s->path))
    return scratch_fail(s, errno, why, why_size);
  s->lock = open(s->path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  enum err e = s->lock >= 0 && flock(s->lock, LOCK_EX | LOCK_NB) == 0
                   ? OK
                   : scratch_fail(s, errno, why, why_size);
  if (!e) {
    e = janitor_start(&s->janitor, paths, s->lock);
    if (e)
      snprintf(why, why_size, "%s: %s", s->path, err_text(e));
  }
  if (e)
    scratch_close(s);
  return e;
}

void scratch_close(struct scratch *s) {
  folder_remove(s->path);
  janitor_end(&s->janitor);
  if (s->lock >= 0)
    close(s->lock);
  s->lock = -1;
}
