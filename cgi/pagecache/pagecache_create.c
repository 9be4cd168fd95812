/* Making a store, and whose it is. */
#include "pagecache/pagecache_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/file.h"

/* What was made by another user, who may share it, has been given by them. */
static enum err give(int fd, mode_t mode, const struct stat *like) {
  struct stat st;
  if (fstat(fd, &st) != 0)
    return ERR_IO;
  return st.st_uid == geteuid() || geteuid() == 0 ? file_give(fd, like, mode) : OK;
}

/* Room is taken at once: a hole in a mapped file is a signal when memory is full. */
static enum err make_file(
    int folder, const char *name, off_t size, const struct stat *like) {
  enum { SHARED = 0660 };
  int fd = openat(folder, name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, SHARED);
  if (fd < 0)
    return pagecache_failure();
  enum err e = give(fd, SHARED, like);
  if (!e && size && (errno = posix_fallocate(fd, 0, size)) != 0)
    e = pagecache_failure();
  close(fd);
  return e;
}

static enum err make_subfolder(
    int folder, const char *name, mode_t mode, const struct stat *like) {
  if (mkdirat(folder, name, 0700) != 0 && errno != EEXIST)
    return pagecache_failure();
  int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return pagecache_failure();
  enum err e = give(fd, mode, like);
  close(fd);
  return e;
}

/* The lock file of the site whose store this is; "" where none is noted. */
static void read_owner(int folder, char out[PAGECACHE_PATH]) {
  int fd =
      openat(folder, pagecache_parts[PART_OWNER], O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  ssize_t n = fd < 0 ? 0 : read(fd, out, PAGECACHE_PATH - 1);
  out[n < 0 ? 0 : n] = '\0';
  if (fd >= 0)
    close(fd);
}

bool pagecache_is_ours(int folder, const char *lock_file) {
  char owner[PAGECACHE_PATH];
  struct stat theirs, ours;
  read_owner(folder, owner);
  if (!*owner || strcmp(owner, lock_file) == 0)
    return true;
  if (lstat(owner, &theirs) != 0)
    return errno == ENOENT || errno == ENOTDIR;
  return lstat(lock_file, &ours) == 0 && ours.st_ino == theirs.st_ino &&
         ours.st_dev == theirs.st_dev;
}

static enum err note_owner(int folder, const char *lock_file, const struct stat *like) {
  char owner[PAGECACHE_PATH], name[PAGECACHE_NAME];
  read_owner(folder, owner);
  if (strcmp(owner, lock_file) == 0)
    return OK;
  pagecache_work_name(name);
  int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return pagecache_failure();
  enum err e = file_write(fd, lock_file, strlen(lock_file))
                   ? give(fd, PAGECACHE_PAGE, like)
                   : pagecache_failure();
  close(fd);
  if (!e && renameat(folder, name, folder, pagecache_parts[PART_OWNER]) != 0)
    e = pagecache_failure();
  if (e)
    unlinkat(folder, name, 0);
  return e;
}

static enum err refuse(
    char *why, size_t why_size, const char *folder, const char *what) {
  snprintf(why, why_size, "%s %s", folder, what);
  return ERR_INVALID;
}

/* What keeps an open folder from being a store; NULL: nothing but perhaps its owner. */
static const char *fault_of(int fd, const struct stat *st) {
  struct statfs fs;
  if (fstatfs(fd, &fs) != 0)
    return strerror(errno);
  if (st->st_mode & S_IWOTH)
    return "may be written by others";
  if (fs.f_type != TMPFS_MAGIC && fs.f_type != RAMFS_MAGIC)
    return "is not on a file system in memory (tmpfs)";
  return NULL;
}

/* Opens the folder itself, which anybody could have made before us in a place like
 * /dev/shm. */
static enum err make_folder(
    const char *folder, const struct stat *like, int *out, char *why, size_t why_size) {
  struct stat st;
  if (mkdir(folder, 0755) != 0 && errno != EEXIST)
    return refuse(why, why_size, folder, strerror(errno));
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return refuse(why, why_size, folder,
        errno == ENOTDIR || errno == ELOOP ? "is no folder" : strerror(errno));
  const char *fault = NULL;
  if (fstat(fd, &st) != 0)
    fault = strerror(errno);
  else if (st.st_uid != geteuid() && (geteuid() != 0 || st.st_uid != like->st_uid))
    fault = "belongs to another user";
  else
    fault = fault_of(fd, &st);
  if (fault) {
    close(fd);
    return refuse(why, why_size, folder, fault);
  }
  *out = fd;
  return give(fd, PAGECACHE_FOLDER, like);
}

/* Whoever may write beside the database may also take pages away. */
static enum err stat_beside(const char *lock_file, struct stat *out) {
  char folder[PAGECACHE_PATH];
  const char *slash = strrchr(lock_file, '/');
  if (!slash || (size_t)(slash - lock_file) >= sizeof folder)
    return ERR_INVALID;
  snprintf(folder, sizeof folder, "%.*s", (int)(slash - lock_file), lock_file);
  return stat(*folder ? folder : "/", out) == 0 ? OK : ERR_IO;
}

static enum err make_parts(int folder, const char *lock_file, const struct stat *like) {
  enum err e = make_subfolder(folder, pagecache_parts[PART_WORK], PAGECACHE_WORK, like);
  if (!e)
    e = make_file(folder, pagecache_parts[PART_LOCKS], 0, like);
  if (!e)
    e = make_file(
        folder, pagecache_parts[PART_USAGE], sizeof(struct pagecache_counters), like);
  if (!e)
    e = make_file(AT_FDCWD, lock_file, 0, like);
  return e ? e : note_owner(folder, lock_file, like);
}

static enum err refuse_other_site(
    int folder_fd, const char *folder, char *why, size_t why_size) {
  char owner[PAGECACHE_PATH];
  read_owner(folder_fd, owner);
  char *slash = strrchr(owner, '/');
  if (slash)
    *slash = '\0';
  snprintf(why, why_size,
      "%s is the page cache of the site in %s: give each a folder of its own", folder,
      owner);
  return ERR_INVALID;
}

enum err pagecache_create(
    const char *folder, const char *lock_file, char *why, size_t why_size) {
  struct stat like;
  int fd = -1;
  why[0] = '\0';
  enum err e = stat_beside(lock_file, &like);
  if (!e)
    e = make_folder(folder, &like, &fd, why, why_size);
  if (!e && !pagecache_is_ours(fd, lock_file))
    e = refuse_other_site(fd, folder, why, why_size);
  if (!e)
    e = make_parts(fd, lock_file, &like);
  if (e && !*why)
    snprintf(why, why_size, "the page cache in %s: %s", folder, err_text(e));
  if (fd >= 0)
    close(fd);
  return e;
}

enum err pagecache_abandon(const char *folder, const char *lock_file) {
  int fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return errno == ENOENT || errno == ENOTDIR ? OK : pagecache_failure();
  enum err e = OK;
  if (pagecache_is_ours(fd, lock_file) && unlinkat(fd, "current", 0) != 0 &&
      errno != ENOENT)
    e = pagecache_failure();
  close(fd);
  return e;
}

/* Of a folder that is there: a store, or empty. */
static const char *fault_of_contents(int fd) {
  if (faccessat(fd, pagecache_parts[PART_OWNER], F_OK, AT_SYMLINK_NOFOLLOW) == 0)
    return NULL;
  int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *dir = again < 0 ? NULL : fdopendir(again);
  if (!dir) {
    if (again >= 0)
      close(again);
    return strerror(errno);
  }
  size_t entries = 0;
  while (readdir(dir))
    entries++;
  closedir(dir);
  return entries > 2 ? "has other files in it" : NULL;
}

/* A folder that is not there is made in the one above, whoever may write to that. */
static const char *fault_of_parent(const char *folder) {
  char parent[PAGECACHE_PATH];
  const char *slash = strrchr(folder, '/');
  int n = slash == folder ? 1 : (int)(slash - folder);
  if (snprintf(parent, sizeof parent, "%.*s", n, folder) >= (int)sizeof parent)
    return strerror(ENAMETOOLONG);
  int fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return "cannot be made: the folder it is to be in is not there, or shut to you";
  const char *fault = fault_of(fd, &(struct stat){.st_mode = 0});
  close(fd);
  return fault;
}

enum err pagecache_check_folder(const char *folder, char *why, size_t why_size) {
  struct stat st;
  const char *fault;
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    fault = errno == ENOENT                      ? fault_of_parent(folder)
            : errno == ENOTDIR || errno == ELOOP ? "is no folder"
                                                 : strerror(errno);
  else if (fstat(fd, &st) != 0)
    fault = strerror(errno);
  else if (!(fault = fault_of(fd, &st)))
    fault = fault_of_contents(fd);
  if (fd >= 0)
    close(fd);
  return fault ? refuse(why, why_size, folder, fault) : OK;
}
