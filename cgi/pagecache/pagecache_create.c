#include "pagecache/pagecache_create.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "pagecache/pagecache_file.h"
#include "pagecache/pagecache_internal.h"
#include "pagecache/pagecache_owner.h"

/* Allocates the blocks at once: writing to a hole of a mapped file raises SIGBUS when
 * the file system is full. */
static enum err pagecache_make_file(
    int folder, const char *name, off_t size, const struct stat *like) {
  enum { SHARED = 0660 };
  int fd = openat(folder, name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, SHARED);
  if (fd < 0)
    return err_of_errno_in_site(errno);
  enum err e = pagecache_file_give(fd, SHARED, like);
  if (!e && size && (errno = posix_fallocate(fd, 0, size)) != 0)
    e = err_of_errno_in_site(errno);
  close(fd);
  return e;
}

/* Created with mode 0700, which pagecache_file_give widens when the group is the right
 * one. */
static enum err pagecache_make_subfolder(
    int folder, const char *name, mode_t mode, const struct stat *like) {
  if (mkdirat(folder, name, 0700) != 0 && errno != EEXIST)
    return err_of_errno_in_site(errno);
  int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return err_of_errno_in_site(errno);
  enum err e = pagecache_file_give(fd, mode, like);
  close(fd);
  return e;
}

static enum err pagecache_refuse(
    char *why, size_t why_size, const char *folder, const char *what) {
  snprintf(why, why_size, "%s %s", folder, what);
  return ERR_INVALID;
}

/* Says what is wrong with an open folder, apart from its owner; NULL: nothing. Anybody
 * who may write to it could publish pages in the site's name. */
static const char *pagecache_fault(int fd, const struct stat *st) {
  struct statfs fs;
  if (fstatfs(fd, &fs) != 0)
    return strerror(errno);
  if (st->st_mode & S_IWOTH)
    return "is writable by other users";
  if (fs.f_type != TMPFS_MAGIC && fs.f_type != RAMFS_MAGIC)
    return "is not on a file system in memory (tmpfs)";
  return NULL;
}

/* In a place like /dev/shm, anybody may have created the folder, or a symbolic link of
 * its name, before us: hence O_NOFOLLOW, and the check of its owner after opening it.
 */
static enum err pagecache_make_folder(
    const char *folder, const struct stat *like, int *out, char *why, size_t why_size) {
  struct stat st;
  if (mkdir(folder, 0755) != 0 && errno != EEXIST)
    return pagecache_refuse(why, why_size, folder, strerror(errno));
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return pagecache_refuse(why, why_size, folder,
        errno == ENOTDIR || errno == ELOOP ? "is not a directory" : strerror(errno));
  const char *fault = NULL;
  if (fstat(fd, &st) != 0)
    fault = strerror(errno);
  else if (st.st_uid != geteuid() && (geteuid() != 0 || st.st_uid != like->st_uid))
    fault = "belongs to another user";
  else
    fault = pagecache_fault(fd, &st);
  if (fault) {
    close(fd);
    return pagecache_refuse(why, why_size, folder, fault);
  }
  *out = fd;
  return pagecache_file_give(fd, PAGECACHE_FOLDER, like);
}

/* The folder that the lock file is in has the database, too: a user who may write to
 * the database must be able to evict pages, so the page cache gets the same owner and
 * group. */
static enum err pagecache_stat_site(const char *lock_file, struct stat *out) {
  char folder[PAGECACHE_PATH];
  const char *slash = strrchr(lock_file, '/');
  if (!slash || (size_t)(slash - lock_file) >= sizeof folder)
    return ERR_INVALID;
  snprintf(folder, sizeof folder, "%.*s", (int)(slash - lock_file), lock_file);
  return stat(*folder ? folder : "/", out) == 0 ? OK : ERR_IO;
}

/* The owner comes last: a folder without it is not a page cache yet, and the next
 * attempt completes it. */
static enum err pagecache_make_parts(
    int folder, const char *lock_file, const struct stat *like) {
  enum err e = pagecache_make_subfolder(
      folder, pagecache_parts[PART_WORK], PAGECACHE_WORK, like);
  if (!e)
    e = pagecache_make_file(folder, pagecache_parts[PART_LOCKS], 0, like);
  if (!e)
    e = pagecache_make_file(
        folder, pagecache_parts[PART_USAGE], sizeof(struct pagecache_counters), like);
  if (!e)
    e = pagecache_make_file(AT_FDCWD, lock_file, 0, like);
  return e ? e : pagecache_owner_write(folder, lock_file, like);
}

static enum err pagecache_refuse_other_site(
    int folder_fd, const char *folder, char *why, size_t why_size) {
  char owner[PAGECACHE_PATH];
  pagecache_owner_read(folder_fd, owner);
  char *slash = strrchr(owner, '/');
  if (slash)
    *slash = '\0';
  snprintf(why, why_size,
      "%s is the page cache of the site in %s: give each site its own folder", folder,
      owner);
  return ERR_INVALID;
}

enum err pagecache_create(
    const char *folder, const char *lock_file, char *why, size_t why_size) {
  struct stat like;
  int fd = -1;
  why[0] = '\0';
  enum err e = pagecache_stat_site(lock_file, &like);
  if (!e)
    e = pagecache_make_folder(folder, &like, &fd, why, why_size);
  if (!e && !pagecache_owner_is_us(fd, lock_file))
    e = pagecache_refuse_other_site(fd, folder, why, why_size);
  if (!e)
    e = pagecache_make_parts(fd, lock_file, &like);
  if (e && !*why)
    snprintf(why, why_size, "the page cache in %s: %s", folder, err_text(e));
  if (fd >= 0)
    close(fd);
  return e;
}

/* Removing the link is enough: nothing serves the pages without it, and pagecache_sweep
 * deletes them when the folder is used again. A missing folder has no link to
 * remove. */
enum err pagecache_abandon(const char *folder, const char *lock_file) {
  int fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    return errno == ENOENT || errno == ENOTDIR ? OK : err_of_errno_in_site(errno);
  enum err e = OK;
  if (pagecache_owner_is_us(fd, lock_file) && unlinkat(fd, "current", 0) != 0 &&
      errno != ENOENT)
    e = err_of_errno_in_site(errno);
  close(fd);
  return e;
}

/* An existing folder must be a page cache already, or empty: somebody may have named
 * the wrong one. */
static const char *pagecache_fault_of_contents(int fd) {
  if (faccessat(fd, pagecache_parts[PART_OWNER], F_OK, AT_SYMLINK_NOFOLLOW) == 0)
    return NULL;
  /* closedir closes the descriptor it was given, and the caller still needs fd. */
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
  /* "." and "..". */
  return entries > 2 ? "contains other files" : NULL;
}

/* A missing folder will be created in its parent, whose permissions may be those of
 * /dev/shm. */
static const char *pagecache_fault_of_parent(const char *folder) {
  char parent[PAGECACHE_PATH];
  const char *slash = strrchr(folder, '/');
  int n = slash == folder ? 1 : (int)(slash - folder);
  if (snprintf(parent, sizeof parent, "%.*s", n, folder) >= (int)sizeof parent)
    return strerror(ENAMETOOLONG);
  int fd = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return "cannot be created: its parent directory does not exist, or you may not open it";
  /* An empty mode leaves only the file system to be checked. */
  const char *fault = pagecache_fault(fd, &(struct stat){.st_mode = 0});
  close(fd);
  return fault;
}

enum err pagecache_check_folder(const char *folder, char *why, size_t why_size) {
  struct stat st;
  const char *fault;
  int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0)
    fault = errno == ENOENT                      ? pagecache_fault_of_parent(folder)
            : errno == ENOTDIR || errno == ELOOP ? "is not a directory"
                                                 : strerror(errno);
  else if (fstat(fd, &st) != 0)
    fault = strerror(errno);
  else if (!(fault = pagecache_fault(fd, &st)))
    fault = pagecache_fault_of_contents(fd);
  if (fd >= 0)
    close(fd);
  return fault ? pagecache_refuse(why, why_size, folder, fault) : OK;
}
