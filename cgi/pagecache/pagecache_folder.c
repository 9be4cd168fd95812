/* The folders that pages are in. */
#include "pagecache/pagecache_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

enum err pagecache_epoch_name(
    const struct pagecache *s, char out[PAGECACHE_EPOCH_NAME]) {
  ssize_t n = readlinkat(s->folder_fd, "current", out, PAGECACHE_EPOCH_NAME - 1);
  if (n < 0)
    return errno == ENOENT ? ERR_NOT_FOUND : pagecache_failure();
  out[n] = '\0';
  return strncmp(out, "epoch-", 6) == 0 && !strchr(out, '/') ? OK : ERR_IO;
}

static int open_one(int from, const char *name) {
  return openat(from, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

static int make_one(const struct pagecache *s, int from, const char *name) {
  bool made = mkdirat(from, name, 0775) == 0;
  if (!made && errno != EEXIST)
    return -1;
  int fd = open_one(from, name);
  if (fd >= 0 && made && file_give(fd, &s->like, PAGECACHE_FOLDER) != OK) {
    close(fd);
    errno = EPERM;
    return -1;
  }
  return fd;
}

/* close() that keeps errno. */
static void leave(int fd) {
  int error = errno;
  close(fd);
  errno = error;
}

int pagecache_open_folder(
    const struct pagecache *s, const char *epoch, const char *path, bool make) {
  char steps[PAGECACHE_PATH], *rest = NULL;
  int n = snprintf(steps, sizeof steps, "%s", path);
  if (n < 0 || (size_t)n >= sizeof steps) {
    errno = ENAMETOOLONG;
    return -1;
  }
  int fd = open_one(s->folder_fd, epoch);
  for (char *name = strtok_r(steps, "/", &rest); name && fd >= 0;
       name = strtok_r(NULL, "/", &rest)) {
    int next = open_one(fd, name);
    if (next < 0 && errno == ENOENT && make)
      next = make_one(s, fd, name);
    leave(fd);
    fd = next;
  }
  return fd;
}
