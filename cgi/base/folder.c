#include "base/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

bool folder_make(const char *path, const struct stat *like, mode_t mode) {
  if (mkdir(path, 0700) != 0)
    return errno == EEXIST;
  /* Created with mode 0700 and opened before it is given away, so that nobody can
   * replace it with a link in between. */
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return false;
  errno = EPERM;
  bool given = file_give(fd, like, mode) == OK;
  int error = errno;
  close(fd);
  errno = error;
  return given;
}

/* Cuts the path at each slash in turn instead of copying it. */
bool folder_make_above(char *path, size_t from, const struct stat *like, mode_t mode) {
  for (char *s = path + from; (s = strchr(s, '/')) != NULL; s++) {
    *s = '\0';
    bool made = folder_make(path, like, mode);
    *s = '/';
    if (!made)
      return false;
  }
  return true;
}

int folder_open_at(int parent, const char *name, const struct stat *like, mode_t mode) {
  bool made = mkdirat(parent, name, 0700) == 0;
  int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd >= 0 && made && file_give(fd, like, mode) != OK) {
    close(fd);
    return -1;
  }
  return fd;
}

void folder_remove(const char *folder) {
  char path[PATH_MAX];
  char *paths[] = {path, NULL};
  FTSENT *entry;
  snprintf(path, sizeof path, "%s", folder);
  /* FTS_PHYSICAL does not follow links, or else this would delete what they lead to.
   * FTS_NOCHDIR leaves the working directory alone. */
  FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
  while (walk && (entry = fts_read(walk)) != NULL)
    /* A folder is visited before (FTS_D) and after (FTS_DP) its contents; it can be
     * removed only after. Failures are ignored: the caller finds what is left. */
    if (entry->fts_info != FTS_D)
      remove(entry->fts_accpath);
  if (walk)
    fts_close(walk);
}
