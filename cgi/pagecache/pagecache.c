#include "pagecache/pagecache_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/crypt.h"

enum { BLOCK = 4096 };

const char *const pagecache_suffixes[PAGECACHE_ENCODINGS] = {
    [PAGECACHE_PLAIN] = "", [PAGECACHE_GZIP] = ".gz", [PAGECACHE_BROTLI] = ".br"};

const char *const pagecache_parts[PAGECACHE_PARTS] = {[PART_WORK] = "work",
    [PART_LOCKS] = "locks",
    [PART_USAGE] = "usage",
    [PART_OWNER] = "owner"};

enum err pagecache_failure(void) {
  return err_of_errno_in_site(errno);
}

uint64_t pagecache_blocks(uint64_t size) {
  return (size + BLOCK - 1) / BLOCK * BLOCK;
}

bool pagecache_can_store(const char *path) {
  size_t n = strlen(path);
  if (n == 0 || path[0] != '/' || path[n - 1] != '/' || n > PAGECACHE_PATH / 2)
    return false;
  for (const char *s = path + 1; *s;) {
    size_t length = strcspn(s, "/");
    if (length == 0 || length > PAGECACHE_COMPONENT || *s == '.')
      return false;
    s += length + 1;
  }
  return true;
}

bool pagecache_file(
    const char *leaf, enum pagecache_encoding encoding, char out[PAGECACHE_PATH]) {
  int n = snprintf(out, PAGECACHE_PATH, "%s%s", leaf, pagecache_suffixes[encoding]);
  return n > 0 && n < PAGECACHE_PATH;
}

void pagecache_work_name(char out[PAGECACHE_NAME]) {
  uint8_t random[16];
  crypt_random(random, sizeof random);
  crypt_hex(random, sizeof random, out);
}

static enum err map_counters(struct pagecache *s) {
  struct stat st;
  int fd = openat(
      s->folder_fd, pagecache_parts[PART_USAGE], O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return pagecache_failure();
  enum err e = OK;
  /* Past the end of a file there is no memory, only a signal. */
  if (fstat(fd, &st) != 0 || st.st_size < (off_t)sizeof(struct pagecache_counters))
    e = ERR_PAGECACHE;
  void *at = e ? MAP_FAILED
               : mmap(NULL, sizeof(struct pagecache_counters), PROT_READ | PROT_WRITE,
                     MAP_SHARED, fd, 0);
  if (!e && at == MAP_FAILED)
    e = pagecache_failure();
  close(fd);
  if (!e)
    s->counters = at;
  return e;
}

/* The number of each part; false where one is missing. */
static bool number_parts(int folder_fd, ino_t out[PAGECACHE_PARTS]) {
  struct stat st;
  for (int i = 0; i < PAGECACHE_PARTS; i++) {
    if (fstatat(folder_fd, pagecache_parts[i], &st, AT_SYMLINK_NOFOLLOW) != 0)
      return false;
    out[i] = st.st_ino;
  }
  return true;
}

/* Without its lock a store that is there must not be taken for none. */
static enum err open_files(struct pagecache *s) {
  struct stat lock;
  s->folder_fd = open(s->folder, O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (s->folder_fd < 0)
    return errno == ENOENT ? ERR_NOT_FOUND : pagecache_failure();
  s->lock_fd = open(s->lock_file, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (s->lock_fd < 0)
    return errno == ENOENT ? ERR_PAGECACHE : pagecache_failure();
  if (fstat(s->folder_fd, &s->like) != 0 || fstat(s->lock_fd, &lock) != 0)
    return pagecache_failure();
  s->lock_number = lock.st_ino;
  if (!number_parts(s->folder_fd, s->parts) ||
      !pagecache_is_ours(s->folder_fd, s->lock_file))
    return ERR_PAGECACHE;
  s->work_fd = openat(s->folder_fd, pagecache_parts[PART_WORK],
      O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  s->claim_fd = openat(
      s->folder_fd, pagecache_parts[PART_LOCKS], O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (s->work_fd < 0 || s->claim_fd < 0)
    return errno == ENOTDIR || errno == ELOOP ? ERR_PAGECACHE : pagecache_failure();
  return map_counters(s);
}

enum err pagecache_open(
    struct pagecache **out, const char *folder, const char *lock_file) {
  if (strlen(folder) >= PAGECACHE_PATH || strlen(lock_file) >= PAGECACHE_PATH)
    return ERR_INVALID;
  struct pagecache *s = calloc(1, sizeof *s);
  if (!s)
    return ERR_NOMEM;
  memcpy(s->folder, folder, strlen(folder) + 1);
  memcpy(s->lock_file, lock_file, strlen(lock_file) + 1);
  s->claimed = -1;
  s->claim_fd = s->folder_fd = s->work_fd = s->lock_fd = -1;
  enum err e = open_files(s);
  if (e) {
    pagecache_close(s);
    return e;
  }
  *out = s;
  return OK;
}

void pagecache_close(struct pagecache *s) {
  if (!s)
    return;
  int fds[] = {s->lock_fd, s->folder_fd, s->work_fd, s->claim_fd};
  for (size_t i = 0; i < sizeof fds / sizeof fds[0]; i++)
    if (fds[i] >= 0)
      close(fds[i]);
  if (s->counters)
    munmap(s->counters, sizeof *s->counters);
  free(s);
}

bool pagecache_is_intact(const struct pagecache *s) {
  struct stat folder, lock;
  ino_t parts[PAGECACHE_PARTS];
  return lstat(s->folder, &folder) == 0 && folder.st_ino == s->like.st_ino &&
         folder.st_dev == s->like.st_dev && lstat(s->lock_file, &lock) == 0 &&
         lock.st_ino == s->lock_number && number_parts(s->folder_fd, parts) &&
         memcmp(parts, s->parts, sizeof parts) == 0;
}

uint64_t pagecache_lock_number(const struct pagecache *s) {
  return s->lock_number;
}

void pagecache_read_usage(const struct pagecache *s, struct pagecache_usage *out) {
  const struct pagecache_counters *c = s->counters;
  *out = (struct pagecache_usage){atomic_load(&c->bytes), atomic_load(&c->pages),
      atomic_load(&c->published), atomic_load(&c->overtaken)};
}
