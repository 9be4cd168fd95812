/* Taking pages away, and deleting what has been taken. */
#include "pagecache/pagecache_internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Reads the folder open as `fd`, which goes with it. NULL with errno set. */
static DIR *read_folder(int fd) {
  DIR *d = fd < 0 ? NULL : fdopendir(fd);
  if (!d && fd >= 0) {
    int error = errno;
    close(fd);
    errno = error;
  }
  return d;
}

static DIR *open_folder(int parent, const char *name) {
  return read_folder(
      openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
}

/* Subtracts from a counter that rounding and crashes may have let drift. */
static void lower(atomic_uint_least64_t *counter, uint64_t by) {
  uint64_t was = atomic_load(counter);
  while (!atomic_compare_exchange_weak(counter, &was, was > by ? was - by : 0))
    ;
}

/* Opens the folder of a path in the current epoch; *out is NULL where nothing is stored
 * there. */
static enum err open_pages(struct pagecache *s, const char *path, DIR **out) {
  char epoch[PAGECACHE_EPOCH_NAME];
  *out = NULL;
  enum err e = pagecache_epoch_name(s, epoch);
  if (e || !pagecache_can_store(path))
    return e == ERR_NOT_FOUND ? OK : e;
  *out = read_folder(pagecache_open_folder(s, epoch, path, false));
  return *out || errno == ENOENT || errno == ENOTDIR ? OK : pagecache_failure();
}

enum err pagecache_evict(struct pagecache *s, const char *path) {
  uint64_t bytes = 0, pages = 0;
  DIR *d;
  enum err e = open_pages(s, path, &d);
  if (!d)
    return e;
  for (struct dirent *entry; !e && (entry = readdir(d)) != NULL;) {
    struct stat st;
    if (entry->d_name[0] == '.' || entry->d_type == DT_DIR ||
        fstatat(dirfd(d), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    if (unlinkat(dirfd(d), entry->d_name, 0) != 0 && errno != ENOENT)
      e = pagecache_failure();
    bytes += pagecache_blocks((uint64_t)st.st_size);
    const char *dot = strrchr(entry->d_name, '.');
    pages += !dot || (strcmp(dot, ".gz") != 0 && strcmp(dot, ".br") != 0);
  }
  closedir(d);
  lower(&s->counters->bytes, bytes);
  lower(&s->counters->pages, pages);
  return e;
}

enum err pagecache_evict_numbers(
    struct pagecache *s, const char *path, int64_t first, int64_t last) {
  char name[PAGECACHE_NAME];
  DIR *d;
  enum err e = open_pages(s, path, &d);
  if (!d)
    return e;
  for (struct dirent *entry; !e && (entry = readdir(d)) != NULL;) {
    long long number = strtoll(entry->d_name, NULL, 10);
    if (entry->d_type != DT_DIR || number < first || number > last)
      continue;
    pagecache_work_name(name);
    if (renameat(dirfd(d), entry->d_name, s->work_fd, name) != 0 && errno != ENOENT)
      e = pagecache_failure();
  }
  closedir(d);
  return e;
}

/* Deletes a folder and all in it. Depth is bounded by that of the paths stored. */
static void delete_tree(int parent, const char *name) {
  DIR *d = open_folder(parent, name);
  if (!d)
    return;
  for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    if (unlinkat(dirfd(d), entry->d_name, 0) != 0)
      delete_tree(dirfd(d), entry->d_name);
  }
  closedir(d);
  unlinkat(parent, name, AT_REMOVEDIR);
}

/* Old epochs become waste, under the lock: one that is being begun is not current yet.
 */
static void retire_epochs(struct pagecache *s) {
  char current[PAGECACHE_EPOCH_NAME] = "", name[PAGECACHE_NAME];
  if (pagecache_flock(s, LOCK_SH))
    return;
  DIR *d = open_folder(s->folder_fd, ".");
  enum err e = d ? pagecache_epoch_name(s, current) : ERR_IO;
  for (struct dirent *entry;
       (!e || e == ERR_NOT_FOUND) && (entry = readdir(d)) != NULL;)
    if (strncmp(entry->d_name, "epoch-", 6) == 0 &&
        strcmp(entry->d_name, current) != 0) {
      pagecache_work_name(name);
      renameat(s->folder_fd, entry->d_name, s->work_fd, name);
    }
  if (d)
    closedir(d);
  pagecache_unlock(s);
}

void pagecache_sweep(struct pagecache *s) {
  enum { PATIENCE_S = 60 };
  struct stat st;
  retire_epochs(s);
  DIR *d = open_folder(s->work_fd, ".");
  if (!d)
    return;
  /* Files are somebody's work at hand, unless they are old. */
  for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
    if (entry->d_name[0] == '.')
      continue;
    if (entry->d_type == DT_DIR)
      delete_tree(s->work_fd, entry->d_name);
    else if (fstatat(s->work_fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
             st.st_ctim.tv_sec + PATIENCE_S < time(NULL))
      unlinkat(s->work_fd, entry->d_name, 0);
  }
  closedir(d);
}
