#include "pagecache/pagecache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "pagecache/pagecache_folder.h"
#include "pagecache/pagecache_internal.h"
#include "pagecache/pagecache_owner.h"

/* Names with a leading dot are ours (".key"), and a component that is "." or ".." would
 * leave the folder. PAGECACHE_COMPONENT leaves room for ".gz" below the 255 bytes of a
 * file name, because a page's leaf and the folder of a component are named alike. */
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

/* Counters are in a file that all processes map: what a process adds, the others see at
 * once, without a lock. They need not be exact (pagecache_lower). */
static enum err pagecache_map_counters(struct pagecache *s) {
  struct stat st;
  int fd = openat(
      s->folder_fd, pagecache_parts[PART_USAGE], O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return err_of_errno_in_site(errno);
  enum err e = OK;
  /* Reading a mapping past the end of its file raises SIGBUS. */
  if (fstat(fd, &st) != 0 || st.st_size < (off_t)sizeof(struct pagecache_counters))
    e = ERR_PAGECACHE;
  void *at = e ? MAP_FAILED
               : mmap(NULL, sizeof(struct pagecache_counters), PROT_READ | PROT_WRITE,
                     MAP_SHARED, fd, 0);
  if (!e && at == MAP_FAILED)
    e = err_of_errno_in_site(errno);
  /* The mapping outlives the descriptor. */
  close(fd);
  if (!e)
    s->counters = at;
  return e;
}

/* Stores the inode numbers of the permanent entries. False if one is missing. */
static bool pagecache_number_parts(int folder_fd, ino_t out[PAGECACHE_PARTS]) {
  struct stat st;
  for (int i = 0; i < PAGECACHE_PARTS; i++) {
    if (fstatat(folder_fd, pagecache_parts[i], &st, AT_SYMLINK_NOFOLLOW) != 0)
      return false;
    out[i] = st.st_ino;
  }
  return true;
}

/* Only a missing folder is ERR_NOT_FOUND, "there is no page cache", with which the
 * caller may go on. A folder whose lock file or entries are missing may still hold
 * pages that a web server sends, and that nobody would evict: that is ERR_PAGECACHE. */
static enum err pagecache_open_files(struct pagecache *s) {
  struct stat lock;
  s->folder_fd = open(s->folder, O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (s->folder_fd < 0)
    return errno == ENOENT ? ERR_NOT_FOUND : err_of_errno_in_site(errno);
  s->lock_fd = open(s->lock_file, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (s->lock_fd < 0)
    return errno == ENOENT ? ERR_PAGECACHE : err_of_errno_in_site(errno);
  if (fstat(s->folder_fd, &s->like) != 0 || fstat(s->lock_fd, &lock) != 0)
    return err_of_errno_in_site(errno);
  s->lock_number = lock.st_ino;
  s->lock_device = lock.st_dev;
  if (!pagecache_number_parts(s->folder_fd, s->parts) ||
      !pagecache_owner_is_us(s->folder_fd, s->lock_file))
    return ERR_PAGECACHE;
  s->work_fd = openat(s->folder_fd, pagecache_parts[PART_WORK],
      O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  s->claim_fd = openat(
      s->folder_fd, pagecache_parts[PART_LOCKS], O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (s->work_fd < 0 || s->claim_fd < 0)
    return errno == ENOTDIR || errno == ELOOP ? ERR_PAGECACHE
                                              : err_of_errno_in_site(errno);
  return pagecache_map_counters(s);
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
  s->epoch_fd = s->page_fd = s->claim_fd = s->folder_fd = s->work_fd = s->lock_fd = -1;
  enum err e = pagecache_open_files(s);
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
  pagecache_folder_forget(s);
  /* Closing lock_fd and claim_fd also releases their locks, so a process that dies
   * holds none. */
  int fds[] = {s->epoch_fd, s->lock_fd, s->folder_fd, s->work_fd, s->claim_fd};
  for (size_t i = 0; i < sizeof fds / sizeof fds[0]; i++)
    if (fds[i] >= 0)
      close(fds[i]);
  if (s->counters)
    munmap(s->counters, sizeof *s->counters);
  free(s);
}

/* Compares the names with the open files: whatever somebody deletes and creates again
 * has another inode. A process that went on with the old files would take locks that
 * nobody else takes. */
bool pagecache_is_intact(const struct pagecache *s) {
  struct stat folder, lock;
  ino_t parts[PAGECACHE_PARTS];
  return lstat(s->folder, &folder) == 0 && folder.st_ino == s->like.st_ino &&
         folder.st_dev == s->like.st_dev && lstat(s->lock_file, &lock) == 0 &&
         lock.st_ino == s->lock_number && pagecache_number_parts(s->folder_fd, parts) &&
         memcmp(parts, s->parts, sizeof parts) == 0;
}

uint64_t pagecache_lock_number(const struct pagecache *s) {
  return s->lock_number;
}

void pagecache_read_usage(const struct pagecache *s, struct pagecache_usage *out) {
  const struct pagecache_counters *c = s->counters;
  *out = (struct pagecache_usage){atomic_load(&c->bytes), atomic_load(&c->pages),
      atomic_load(&c->published), atomic_load(&c->overtaken), atomic_load(&c->waits),
      atomic_load(&c->waited), atomic_load(&c->expired)};
}
