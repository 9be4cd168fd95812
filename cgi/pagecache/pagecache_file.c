#include "pagecache/pagecache_file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/crypt.h"
#include "base/file.h"

enum { BLOCK = 4096 }; /* a page of memory, the unit of a tmpfs */

uint64_t pagecache_file_blocks(uint64_t size) {
  return (size + BLOCK - 1) / BLOCK * BLOCK;
}

bool pagecache_file_name(
    const char *leaf, enum pagecache_encoding encoding, char out[PAGECACHE_PATH]) {
  static const char *const suffixes[PAGECACHE_ENCODINGS] = {
      [PAGECACHE_PLAIN] = "", [PAGECACHE_GZIP] = ".gz", [PAGECACHE_BROTLI] = ".br"};
  int n = snprintf(out, PAGECACHE_PATH, "%s%s", leaf, suffixes[encoding]);
  return n > 0 && n < PAGECACHE_PATH;
}

/* Random, so that no counter has to be shared and no name tried: with 128 bits, two
 * names are never the same. */
void pagecache_file_work_name(char out[PAGECACHE_NAME]) {
  uint8_t random[16];
  crypt_random(random, sizeof random);
  crypt_hex(random, sizeof random, out);
}

/* The creator of the file has given it to the group already; chown would fail for us.
 */
enum err pagecache_file_give(int fd, mode_t mode, const struct stat *like) {
  struct stat st;
  if (fstat(fd, &st) != 0)
    return ERR_IO;
  return st.st_uid == geteuid() || geteuid() == 0 ? file_give(fd, like, mode) : OK;
}

/* O_DIRECTORY and O_NOFOLLOW together refuse a link even if it leads to a folder. */
static int pagecache_file_open_one(int from, const char *name) {
  return openat(from, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
}

/* EEXIST is no failure: another publisher may have created the folder a moment ago.
 * That process gives it to the right group. */
static int pagecache_file_make_one(
    const struct pagecache *s, int from, const char *name) {
  bool made = mkdirat(from, name, 0775) == 0;
  if (!made && errno != EEXIST)
    return -1;
  int fd = pagecache_file_open_one(from, name);
  if (fd >= 0 && made && file_give(fd, &s->like, PAGECACHE_FOLDER) != OK) {
    close(fd);
    errno = EPERM;
    return -1;
  }
  return fd;
}

static void pagecache_file_close_keeping_errno(int fd) {
  int error = errno;
  close(fd);
  errno = error;
}

/* One system call for all components. openat would follow symbolic links in all but the
 * last, and in a folder that others may write to, one could lead anywhere. glibc has no
 * function for it. */
static int pagecache_file_open_whole(int from, const char *path) {
  const struct open_how how = {.flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC,
      .resolve = RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH};
  while (*path == '/')
    path++;
  int fd = (int)syscall(SYS_openat2, from, *path ? path : ".", &how, sizeof how);
  /* A link is no folder, as the walk says it. */
  if (fd < 0 && errno == ELOOP)
    errno = ENOTDIR;
  return fd;
}

/* Opens one component after the other, for a system without openat2: a kernel before
 * 5.6, or a container that does not know the call and answers EPERM. Also creates
 * those that are missing. */
static int pagecache_file_walk(
    const struct pagecache *s, int from, const char *path, bool make) {
  char steps[PAGECACHE_PATH], *rest = NULL;
  int n = snprintf(steps, sizeof steps, "%s", path);
  if (n < 0 || (size_t)n >= sizeof steps) {
    errno = ENAMETOOLONG;
    return -1;
  }
  int fd = pagecache_file_open_one(from, ".");
  for (char *name = strtok_r(steps, "/", &rest); name && fd >= 0;
       name = strtok_r(NULL, "/", &rest)) {
    int next = pagecache_file_open_one(fd, name);
    if (next < 0 && errno == ENOENT && make)
      next = pagecache_file_make_one(s, fd, name);
    pagecache_file_close_keeping_errno(fd);
    fd = next;
  }
  return fd;
}

int pagecache_file_open_below(
    const struct pagecache *s, int epoch_fd, const char *path, bool make) {
  int fd = pagecache_file_open_whole(epoch_fd, path);
  bool walks = errno == ENOSYS || errno == EPERM || (make && errno == ENOENT);
  return fd >= 0 || !walks ? fd : pagecache_file_walk(s, epoch_fd, path, make);
}

int pagecache_file_open_epoch(const struct pagecache *s, const char *epoch) {
  return pagecache_file_open_one(s->folder_fd, epoch);
}

int pagecache_file_open_folder(
    const struct pagecache *s, const char *epoch, const char *path, bool make) {
  int epoch_fd = pagecache_file_open_epoch(s, epoch);
  if (epoch_fd < 0)
    return -1;
  int fd = pagecache_file_open_below(s, epoch_fd, path, make);
  pagecache_file_close_keeping_errno(epoch_fd);
  return fd;
}

DIR *pagecache_file_stream(int fd) {
  DIR *d = fd < 0 ? NULL : fdopendir(fd);
  if (!d && fd >= 0)
    pagecache_file_close_keeping_errno(fd);
  return d;
}
