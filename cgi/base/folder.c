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

void folder_remove(const char *folder) {
  char path[PATH_MAX];
  char *paths[] = {path, NULL};
  FTSENT *entry;
  snprintf(path, sizeof path, "%s", folder);
  FTS *walk = fts_open(paths, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
  while (walk && (entry = fts_read(walk)) != NULL)
    if (entry->fts_info != FTS_D)
      remove(entry->fts_accpath);
  if (walk)
    fts_close(walk);
}
