/* How it works: the process that writes a file holds a lock on it, and so do the
 * children that inherit the descriptor. The kernel releases the lock at their end,
 * whatever ends them. So a file without a lock was left over by a crash, and means
 * nothing. An ID of a process would not tell as much: it may have been reused, or be of
 * another container.
 */
#include "site/core/kept_file.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/tempfile.h"

enum { KEPT_FILE_PATH = PATH_MAX + 64, KEPT_FILE_MOST = 1024 };

static void kept_file_path(
    const char *dir, const char *name, char path[KEPT_FILE_PATH]) {
  snprintf(path, KEPT_FILE_PATH, "%s/run/%s", dir, name);
}

enum err kept_file_write(const char *dir, const char *name, const char *text, int *fd,
    char *why, size_t why_size) {
  char path[KEPT_FILE_PATH], next[KEPT_FILE_PATH + 16];
  kept_file_path(dir, name, path);
  /* With the ID, because the lock outlives the renaming: a process that had opened the
   * same name would wait for this one to end. */
  snprintf(next, sizeof next, "%s.%d", path, (int)getpid());
  int opened = tempfile_open(next, false);
  /* 0644, because each user who may run a command reads it. */
  if (opened >= 0 && file_write(opened, text, strlen(text)) &&
      fchmod(opened, 0644) == 0 && rename(next, path) == 0) {
    *fd = opened;
    return OK;
  }
  int error = errno;
  if (opened >= 0)
    close(opened);
  snprintf(why, why_size, "cannot write %s: %s", path, strerror(error));
  return err_of_errno_in_site(error);
}

void kept_file_remove(const char *dir, const char *name, int fd) {
  char path[KEPT_FILE_PATH];
  struct stat mine, there;
  kept_file_path(dir, name, path);
  if (fd < 0)
    return;
  if (fstat(fd, &mine) == 0 && lstat(path, &there) == 0 &&
      mine.st_ino == there.st_ino && mine.st_dev == there.st_dev)
    unlink(path);
  close(fd);
}

/* flock cannot ask who holds a lock, so the lock is tried, shared: readers do not
 * disturb each other. */
static bool kept_file_counts(int fd) {
  return flock(fd, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

/* A file that cannot be read counts as none: others than the service may write to run/,
 * and a command must work without it. */
enum err kept_file_read(const char *dir, const char *name, struct buf *out) {
  char path[KEPT_FILE_PATH], why[FILE_WHY];
  struct stat st;
  int fd = -1;
  kept_file_path(dir, name, path);
  if (file_open(path, FILE_NO_FOLLOW, &fd, &st, why))
    return ERR_NOT_FOUND;
  enum err e = kept_file_counts(fd) ? file_read_open(fd, KEPT_FILE_MOST, out, why)
                                    : ERR_NOT_FOUND;
  close(fd);
  return e == OK || e == ERR_NOMEM ? e : ERR_NOT_FOUND;
}
