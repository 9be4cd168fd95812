#include "pagecache/pagecache_evict.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "pagecache/pagecache.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_file.h"
#include "pagecache/pagecache_internal.h"
#include "pagecache/pagecache_lock.h"

/* Opens a stream that owns `fd`. Returns NULL with errno set, and closes `fd`. */
static DIR *pagecache_read_folder(int fd) {
  DIR *d = fd < 0 ? NULL : fdopendir(fd);
  if (!d && fd >= 0) {
    int error = errno;
    close(fd);
    errno = error;
  }
  return d;
}

static DIR *pagecache_read_subfolder(int parent, const char *name) {
  return pagecache_read_folder(
      openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
}

/* Subtracts without going below zero. The counters are estimates: a process may crash
 * between changing files and counting them, and evicted subfolders are not counted. */
static void pagecache_lower(atomic_uint_least64_t *counter, uint64_t by) {
  uint64_t was = atomic_load(counter);
  while (!atomic_compare_exchange_weak(counter, &was, was > by ? was - by : 0))
    ;
}

/* Opens the folder of a path in the current epoch. *out is NULL if nothing is stored
 * there, and after an error. */
static enum err pagecache_open_pages(struct pagecache *s, const char *path, DIR **out) {
  int epoch_fd;
  *out = NULL;
  enum err e = pagecache_epoch_folder(s, &epoch_fd);
  if (e == ERR_NOT_FOUND) /* no epoch has no pages */
    return OK;
  if (e || !pagecache_can_store(path))
    return e;
  *out = pagecache_read_folder(pagecache_file_open_below(s, epoch_fd, path, false));
  return *out || errno == ENOENT || errno == ENOTDIR ? OK : err_of_errno_in_site(errno);
}

/* Unlinks the files but keeps the folder: subfolders are other pages, and no reader
 * misses an empty folder. Readers that have opened a file still get all of it. */
enum err pagecache_evict(struct pagecache *s, const char *path) {
  uint64_t bytes = 0, pages = 0;
  DIR *d;
  enum err e = pagecache_open_pages(s, path, &d);
  if (!d)
    return e;
  for (struct dirent *entry; !e && (entry = readdir(d)) != NULL;) {
    struct stat st;
    /* d_type is set on a tmpfs, and pagecache_fault allows no other file system than
     * that and ramfs. */
    if (entry->d_name[0] == '.' || entry->d_type == DT_DIR ||
        fstatat(dirfd(d), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    if (unlinkat(dirfd(d), entry->d_name, 0) != 0 && errno != ENOENT)
      e = err_of_errno_in_site(errno);
    bytes += pagecache_file_blocks((uint64_t)st.st_size);
    const char *dot = strrchr(entry->d_name, '.');
    /* A page counts once, whatever encodings of it are stored. */
    pages += !dot || (strcmp(dot, ".gz") != 0 && strcmp(dot, ".br") != 0);
  }
  closedir(d);
  pagecache_lower(&s->counters->bytes, bytes);
  pagecache_lower(&s->counters->pages, pages);
  return e;
}

/* Folders are named by their number, after `prefix`. */
static bool pagecache_is_numbered(
    const struct dirent *entry, const char *prefix, int64_t first, int64_t last) {
  size_t n = strlen(prefix);
  if (entry->d_type != DT_DIR || strncmp(entry->d_name, prefix, n) != 0)
    return false;
  long long number = strtoll(entry->d_name + n, NULL, 10);
  return number >= first && number <= last;
}

/* Renames each folder to work/ instead of deleting it: a writer holds the lock, and a
 * rename takes the same time however much is below. pagecache_sweep deletes it later.
 */
enum err pagecache_evict_numbers(
    struct pagecache *s, const char *below, int64_t first, int64_t last) {
  char name[PAGECACHE_NAME], folder[PATH_MAX];
  const char *slash = strrchr(below, '/');
  DIR *d;
  /* Nothing is stored at a path as long as that. */
  if (!slash || (size_t)(slash - below) + 2 > sizeof folder)
    return OK;
  snprintf(folder, sizeof folder, "%.*s", (int)(slash - below) + 1, below);
  enum err e = pagecache_open_pages(s, folder, &d);
  if (!d)
    return e;
  for (struct dirent *entry; !e && (entry = readdir(d)) != NULL;) {
    if (!pagecache_is_numbered(entry, slash + 1, first, last))
      continue;
    pagecache_file_work_name(name);
    if (renameat(dirfd(d), entry->d_name, s->work_fd, name) != 0 && errno != ENOENT)
      e = err_of_errno_in_site(errno);
  }
  closedir(d);
  return e;
}

/* Deletes a folder with everything in it. The depth of the recursion is bounded by that
 * of the paths stored. */
static void pagecache_delete_tree(int parent, const char *name) {
  DIR *d = pagecache_read_subfolder(parent, name);
  if (!d)
    return;
  for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
      continue;
    /* unlink fails for a folder, and only then is it opened: one system call less for
     * each file. */
    if (unlinkat(dirfd(d), entry->d_name, 0) != 0)
      pagecache_delete_tree(dirfd(d), entry->d_name);
  }
  closedir(d);
  unlinkat(parent, name, AT_REMOVEDIR);
}

/* Moves old epochs to work/. Under the lock, because an epoch that a writer is about to
 * begin exists before it is current. */
static void pagecache_retire_epochs(struct pagecache *s) {
  char current[PAGECACHE_EPOCH_NAME] = "", name[PAGECACHE_NAME];
  if (pagecache_lock_shared(s))
    return;
  DIR *d = pagecache_read_subfolder(s->folder_fd, ".");
  enum err e = d ? pagecache_epoch_name(s, current) : ERR_IO;
  for (struct dirent *entry;
       (!e || e == ERR_NOT_FOUND) && (entry = readdir(d)) != NULL;)
    if (strncmp(entry->d_name, "epoch-", 6) == 0 &&
        strcmp(entry->d_name, current) != 0) {
      pagecache_file_work_name(name);
      /* A failure is ignored: the next sweep tries again. */
      renameat(s->folder_fd, entry->d_name, s->work_fd, name);
    }
  if (d)
    closedir(d);
  pagecache_unlock(s);
}

void pagecache_sweep(struct pagecache *s) {
  /* Far longer than writing one page takes. */
  enum { PATIENCE_S = 60 };
  struct stat st;
  pagecache_retire_epochs(s);
  DIR *d = pagecache_read_subfolder(s->work_fd, ".");
  if (!d)
    return;
  /* Folders are there to be deleted. Files belong to a process that is publishing,
   * unless they are so old that it must have crashed. */
  for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
    if (entry->d_name[0] == '.')
      continue;
    if (entry->d_type == DT_DIR)
      pagecache_delete_tree(s->work_fd, entry->d_name);
    else if (fstatat(s->work_fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
             st.st_ctim.tv_sec + PATIENCE_S < time(NULL))
      unlinkat(s->work_fd, entry->d_name, 0);
  }
  closedir(d);
}
