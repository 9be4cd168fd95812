#include "shelf/shelf_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/token.h"

enum { BLOCK = 4096 };

const char *const shelf_suffixes[SHELF_ENCODINGS] = {
    [SHELF_PLAIN] = "", [SHELF_GZIP] = ".gz", [SHELF_BROTLI] = ".br"};

enum err shelf_failure(void) {
  return errno == ENOSPC                     ? ERR_FULL
         : errno == EACCES || errno == EPERM ? ERR_OWNER
                                             : ERR_IO;
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

bool shelf_file(const char *epoch, const char *path, const char *leaf,
    enum shelf_encoding encoding, char out[SHELF_PATH]) {
  int n = snprintf(
      out, SHELF_PATH, "%s%s%s%s", epoch, path, leaf, shelf_suffixes[encoding]);
  return n > 0 && n < SHELF_PATH;
}

void shelf_work_name(char out[64]) {
  uint8_t random[16];
  char text[33];
  token_random(random, sizeof random);
  token_hex(random, sizeof random, text);
  snprintf(out, 64, "work/%s", text);
}

/* Gives what has just been made its mode, whatever the umask, and the group of those
 * who may write; as root, its owner too. Who may not do that need not: it is done. */
static enum err share(int fd, mode_t mode, const struct stat *like) {
  struct stat st;
  if (fstat(fd, &st) != 0)
    return ERR_IO;
  uid_t owner = geteuid() == 0 ? like->st_uid : (uid_t)-1;
  bool is_ours = st.st_uid == geteuid() || geteuid() == 0;
  if (!is_ours)
    return OK;
  if (fchown(fd, owner, like->st_gid) != 0 && errno != EPERM)
    return ERR_IO;
  return fchmod(fd, mode) == 0 ? OK : ERR_IO;
}

static enum err make_file(const char *path, mode_t mode, const struct stat *like) {
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode);
  if (fd < 0)
    return ERR_IO;
  enum err e = share(fd, mode, like);
  close(fd);
  return e;
}

static enum err make_subfolder(const char *path, mode_t mode, const struct stat *like) {
  if (mkdir(path, 0700) != 0 && errno != EEXIST)
    return ERR_IO;
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return ERR_IO;
  enum err e = share(fd, mode, like);
  close(fd);
  return e;
}

static enum err refuse(
    char *why, size_t why_size, const char *folder, const char *what) {
  snprintf(why, why_size, "%s %s", folder, what);
  return ERR_INVALID;
}

/* The folder itself, which anybody could have made before us in a place like /dev/shm.
 */
static enum err make_folder(
    const char *folder, const struct stat *like, char *why, size_t why_size) {
  struct statfs fs;
  struct stat st;
  if (mkdir(folder, 0755) != 0 && errno != EEXIST)
    return refuse(why, why_size, folder, strerror(errno));
  if (lstat(folder, &st) != 0 || !S_ISDIR(st.st_mode))
    return refuse(why, why_size, folder, "is no folder");
  if (st.st_uid != geteuid() && geteuid() != 0)
    return refuse(why, why_size, folder, "belongs to another user");
  if (st.st_mode & S_IWOTH)
    return refuse(why, why_size, folder, "may be written by others");
  if (statfs(folder, &fs) != 0 ||
      (fs.f_type != TMPFS_MAGIC && fs.f_type != RAMFS_MAGIC))
    return refuse(why, why_size, folder, "is not on a file system in memory (tmpfs)");
  return make_subfolder(folder, SHELF_FOLDER, like);
}

/* Whoever may write beside the database may also take pages away. */
static enum err stat_beside(const char *lock_file, struct stat *out) {
  char folder[SHELF_PATH];
  const char *slash = strrchr(lock_file, '/');
  if (!slash || (size_t)(slash - lock_file) >= sizeof folder)
    return ERR_INVALID;
  snprintf(folder, sizeof folder, "%.*s", (int)(slash - lock_file), lock_file);
  return stat(*folder ? folder : "/", out) == 0 ? OK : ERR_IO;
}

enum err shelf_make(
    const char *folder, const char *lock_file, char *why, size_t why_size) {
  static const char *const files[] = {"locks", "usage"};
  char path[SHELF_PATH + 16];
  struct stat like;
  enum err e = stat_beside(lock_file, &like);
  if (!e) {
    e = make_folder(folder, &like, why, why_size);
    if (e == ERR_INVALID)
      return e;
  }
  snprintf(path, sizeof path, "%s/work", folder);
  if (!e)
    e = make_subfolder(path, SHELF_WORK, &like);
  for (size_t i = 0; !e && i < sizeof files / sizeof files[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", folder, files[i]);
    e = make_file(path, 0660, &like);
    if (!e && truncate(path, sizeof(struct shelf_counters)) != 0)
      e = ERR_IO;
  }
  if (!e)
    e = make_file(lock_file, 0660, &like);
  if (e)
    snprintf(why, why_size, "the page store in %s: %s", folder, strerror(errno));
  return e;
}

static enum err map_counters(struct shelf *s) {
  int fd = openat(s->folder_fd, "usage", O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return shelf_failure();
  void *at = mmap(
      NULL, sizeof(struct shelf_counters), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  enum err e = at == MAP_FAILED ? shelf_failure() : OK;
  close(fd);
  if (!e)
    s->counters = at;
  return e;
}

/* Without its lock a store that is there must not be taken for none. */
static enum err open_files(struct shelf *s) {
  struct stat st;
  s->lock_fd = open(s->lock_file, O_RDWR | O_CLOEXEC);
  int lock_error = s->lock_fd < 0 ? errno : 0;
  s->folder_fd = open(s->folder, O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (s->folder_fd < 0)
    return errno == ENOENT ? ERR_NOT_FOUND : shelf_failure();
  if (s->lock_fd < 0) {
    errno = lock_error;
    return lock_error == ENOENT ? ERR_PAGE_STORE : shelf_failure();
  }
  s->claim_fd = openat(s->folder_fd, "locks", O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (s->claim_fd < 0 || fstat(s->lock_fd, &st) != 0)
    return shelf_failure();
  s->lock_number = st.st_ino;
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
  s->claim_fd = s->folder_fd = s->lock_fd = -1;
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
  int fds[] = {s->lock_fd, s->folder_fd, s->claim_fd};
  for (size_t i = 0; i < sizeof fds / sizeof fds[0]; i++)
    if (fds[i] >= 0)
      close(fds[i]);
  if (s->counters)
    munmap(s->counters, sizeof *s->counters);
  free(s);
}

uint64_t shelf_lock_number(const struct shelf *s) {
  return s->lock_number;
}

void shelf_count(const struct shelf *s, struct shelf_usage *out) {
  const struct shelf_counters *c = s->counters;
  *out = (struct shelf_usage){atomic_load(&c->octets), atomic_load(&c->pages),
      atomic_load(&c->published), atomic_load(&c->overtaken)};
}
