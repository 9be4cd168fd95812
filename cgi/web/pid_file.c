#include "web/pid_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Written under another name and renamed: nobody ever reads half a number, and a
 * symbolic link at `path` is replaced, not followed. */
enum err pid_file_write(const char *path, char *why, size_t why_size) {
  char text[24], next[PATH_MAX + 48];
  int n = snprintf(text, sizeof text, "%d\n", (int)getpid());
  snprintf(next, sizeof next, "%s.%d", path, (int)getpid());
  /* 0644 again by fchmod, because open applies the umask: any user who runs "pamphlet
   * doctor" reads the file. */
  int fd = open(next, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
  bool written = fd >= 0 && write(fd, text, (size_t)n) == n && fchmod(fd, 0644) == 0;
  if (fd >= 0 && close(fd) != 0)
    written = false;
  if (written && rename(next, path) == 0)
    return OK;
  enum err e = err_of_errno(errno);
  snprintf(why, why_size, "cannot write %s: %s", path, strerror(errno));
  unlink(next);
  return e;
}

void pid_file_remove(const char *path) {
  /* A program that was started in the meantime has replaced the file: then it stays. */
  char text[24] = "";
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
  if (fd >= 0)
    close(fd);
  if (n > 0 && strtol(text, NULL, 10) == (long)getpid())
    unlink(path);
}
