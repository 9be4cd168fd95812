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

const char *const shelf_suffixes[SHELF_ENCODINGS] = {
    [SHELF_PLAIN] = "", [SHELF_GZIP] = ".gz", [SHELF_BROTLI] = ".br"};

const char *const shelf_parts[SHELF_PARTS] = {[PART_WORK] = "work",
    [PART_LOCKS] = "locks",
    [PART_USAGE] = "usage",
    [PART_OWNER] = "owner"};

enum err shelf_failure(void) {
  return err_of_errno_in_site(errno);
}

uint64_t shelf_blocks(uint64_t size) {
  return (size + BLOCK - 1) / BLOCK * BLOCK;
}

bool shelf_can_hold(const char *path) {
  size_t n = strlen(path);
  if (n == 0 || path[0] != '/' || path[n - 1] != '/' || n > SHELF_PATH / 2)
    return false;
  for (const char *s = path + 1; *s;) {
    size_t length = strcspn(s, "/");
    if (length == 0 || length > SHELF_COMPONENT || *s == '.')
      return false;
    s += length + 1;
  }
  return true;
}

bool shelf_file(const char *leaf, enum shelf_encoding encoding, char out[SHELF_PATH]) {
  int n = snprintf(out, SHELF_PATH, "%s%s", leaf, shelf_suffixes[encoding]);
  return n > 0 && n < SHELF_PATH;
}

void shelf_work_name(char out[SHELF_NAME]) {
  uint8_t random[16];
  token_random(random, sizeof random);
  token_hex(random, sizeof random, out);
}

static enum err map_counters(struct shelf *s) {
  struct stat st;
  int fd =
      openat(s->folder_fd, shelf_parts[PART_USAGE], O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return shelf_failure();
  enum err e = OK;
  /* Past the end of a file there is no memory, only a signal. */
  if (fstat(fd, &st) != 0 || st.st_size < (off_t)sizeof(struct shelf_counters))
    e = ERR_PAGE_STORE;
  void *at = e ? MAP_FAILED
               : mmap(NULL, sizeof(struct shelf_counters), PROT_READ | PROT_WRITE,
                     MAP_SHARED, fd, 0);
  if (!e && at == MAP_FAILED)
    e = shelf_failure();
  close(fd);
  if (!e)
    s->counters = at;
  return e;
}

/* The number of each part; false where one is missing. */
static bool number_parts(int folder_fd, ino_t out[SHELF_PARTS]) {
  struct stat st;
  for (int i = 0; i < SHELF_PARTS; i++) {
    if (fstatat(folder_fd, shelf_parts[i], &st, AT_SYMLINK_NOFOLLOW) != 0)
      return false;
    out[i] = st.st_ino;
  }
  return true;
}

/* Without its lock a store that is there must not be taken for none. */
static enum err open_files(struct shelf *s) {
  struct stat lock;
  s->folder_fd = open(s->folder, O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (s->folder_fd < 0)
    return errno == ENOENT ? ERR_NOT_FOUND : shelf_failure();
  s->lock_fd = open(s->lock_file, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (s->lock_fd < 0)
    return errno == ENOENT ? ERR_PAGE_STORE : shelf_failure();
  if (fstat(s->folder_fd, &s->like) != 0 || fstat(s->lock_fd, &lock) != 0)
    return shelf_failure();
  s->lock_number = lock.st_ino;
  if (!number_parts(s->folder_fd, s->parts) ||
      !shelf_is_ours(s->folder_fd, s->lock_file))
    return ERR_PAGE_STORE;
  s->work_fd = openat(s->folder_fd, shelf_parts[PART_WORK],
      O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  s->claim_fd =
      openat(s->folder_fd, shelf_parts[PART_LOCKS], O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (s->work_fd < 0 || s->claim_fd < 0)
    return errno == ENOTDIR || errno == ELOOP ? ERR_PAGE_STORE : shelf_failure();
  return map_counters(s);
}

enum err shelf_open(struct shelf **out, const char *folder, const char *lock_file) {
  if (strlen(folder) >= SHELF_PATH || strlen(lock_file) >= SHELF_PATH)
    return ERR_INVALID;
  struct shelf *s = calloc(1, sizeof *s);
  if (!s)
    return ERR_NOMEM;
  memcpy(s->folder, folder, strlen(folder) + 1);
  memcpy(s->lock_file, lock_file, strlen(lock_file) + 1);
  s->claimed = -1;
  s->claim_fd = s->folder_fd = s->work_fd = s->lock_fd = -1;
  enum err e = open_files(s);
  if (e) {
    shelf_close(s);
    return e;
  }
  *out = s;
  return OK;
}

void shelf_close(struct shelf *s) {
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

bool shelf_is_whole(const struct shelf *s) {
  struct stat folder, lock;
  ino_t parts[SHELF_PARTS];
  return lstat(s->folder, &folder) == 0 && folder.st_ino == s->like.st_ino &&
         folder.st_dev == s->like.st_dev && lstat(s->lock_file, &lock) == 0 &&
         lock.st_ino == s->lock_number && number_parts(s->folder_fd, parts) &&
         memcmp(parts, s->parts, sizeof parts) == 0;
}

uint64_t shelf_lock_number(const struct shelf *s) {
  return s->lock_number;
}

void shelf_count(const struct shelf *s, struct shelf_usage *out) {
  const struct shelf_counters *c = s->counters;
  *out = (struct shelf_usage){atomic_load(&c->octets), atomic_load(&c->pages),
      atomic_load(&c->published), atomic_load(&c->overtaken)};
}
