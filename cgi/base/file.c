#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/sendfile.h>
#include <unistd.h>

/* A missing file is told apart because some callers have a default for it. */
static enum err file_fail(int error, char why[FILE_WHY]) {
  if (error == ENOENT) {
    snprintf(why, FILE_WHY, "does not exist");
    return ERR_NOT_FOUND;
  }
  snprintf(why, FILE_WHY, "cannot be read: %s", strerror(error));
  return error == ENOMEM ? ERR_NOMEM : ERR_IO;
}

enum err file_open(const char *path, enum file_links links, int *out, struct stat *st,
    char why[FILE_WHY]) {
  /* Without O_NONBLOCK, opening a pipe waits until somebody writes to it. */
  int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  int fd = open(path, flags | (links == FILE_NO_FOLLOW ? O_NOFOLLOW : 0));
  /* open(2): ELOOP is what O_NOFOLLOW gives for a symbolic link. Without O_NOFOLLOW it
   * means a circle of links, which is an ordinary failure. */
  if (fd < 0 && errno == ELOOP && links == FILE_NO_FOLLOW) {
    snprintf(why, FILE_WHY, "is a symbolic link: use the file itself");
    return ERR_INVALID;
  }
  /* Opening a Unix socket as a file fails with ENXIO. */
  if (fd < 0 && errno == ENXIO) {
    snprintf(why, FILE_WHY, "is not a regular file");
    return ERR_INVALID;
  }
  if (fd < 0)
    return file_fail(errno, why);
  /* The open descriptor is examined and not the name, which could lead to another file
   * by now. */
  enum err e = fstat(fd, st) == 0 ? OK : file_fail(errno, why);
  if (!e && !S_ISREG(st->st_mode)) {
    snprintf(
        why, FILE_WHY, S_ISDIR(st->st_mode) ? "is a folder" : "is not a regular file");
    e = ERR_INVALID;
  }
  if (e)
    close(fd);
  else
    *out = fd;
  return e;
}

enum err file_read_open(int fd, size_t most, struct buf *out, char why[FILE_WHY]) {
  char part[65536];
  size_t total = 0;
  ssize_t n;
  while ((n = read(fd, part, sizeof part)) > 0) {
    /* Counted while reading, because the size reported by fstat may change
     * meanwhile. */
    total += (size_t)n;
    if (total > most) {
      snprintf(why, FILE_WHY, "is over %zu MiB: split it", most >> 20);
      return ERR_TOO_LARGE;
    }
    buf_add(out, part, (size_t)n);
  }
  if (n < 0)
    return file_fail(errno, why);
  /* Allocates, so that an empty file gives a terminated text as well. */
  if (total == 0)
    buf_add(out, "", 0);
  enum err e = buf_status(out);
  if (e)
    snprintf(why, FILE_WHY, "%s", err_text(e));
  return e;
}

enum err file_read(const char *path, enum file_links links, size_t most,
    struct buf *out, char why[FILE_WHY]) {
  struct stat st;
  int fd = -1;
  enum err e = file_open(path, links, &fd, &st, why);
  if (e)
    return e;
  e = file_read_open(fd, most, out, why);
  close(fd);
  return e;
}

/* A signal or a full pipe may end write early: the rest is another call. */
bool file_write(int fd, const void *data, size_t n) {
  const char *at = data;
  while (n) {
    ssize_t done = write(fd, at, n);
    if (done < 0 && errno == EINTR)
      continue;
    if (done <= 0)
      return false;
    at += done;
    n -= (size_t)done;
  }
  return true;
}

/* Only `st_size` bytes are copied, so that the copy of a growing file ends. sendfile
 * copies within the kernel. */
bool file_copy(int in, int out, const struct stat *st) {
  const struct timespec times[2] = {st->st_mtim, st->st_mtim};
  off_t left = st->st_size;
  while (left > 0) {
    ssize_t n = sendfile(out, in, NULL, (size_t)left);
    if (n == 0)
      /* The file has become shorter since fstat. sendfile does not call this an
       * error. */
      errno = EIO;
    if (n <= 0)
      return false;
    left -= n;
  }
  return futimens(out, times) == 0;
}

bool file_name_ends_with(const char *name, const char *end) {
  size_t n = strlen(name), m = strlen(end);
  return n > m && strcasecmp(name + n - m, end) == 0;
}

bool file_is_below(const char *path, const char *folder) {
  size_t n = strlen(folder);
  /* The slash keeps "/a/bc" from being below "/a/b". */
  return strncmp(path, folder, n) == 0 && path[n] == '/';
}

/* A failure to change the group is an error only if the file of the site belongs to
 * somebody else: its owner may keep a site whose group is not one of theirs. */
enum err file_give(int fd, const struct stat *like, mode_t mode) {
  /* Only root may give a file to another user. */
  uid_t owner = geteuid() == 0 ? like->st_uid : (uid_t)-1;
  if (fchown(fd, owner, like->st_gid) != 0 && like->st_uid != geteuid())
    return ERR_OWNER;
  /* chmod comes after chown, which may clear the set-ID bits. */
  return fchmod(fd, mode) == 0 ? OK : ERR_OWNER;
}
