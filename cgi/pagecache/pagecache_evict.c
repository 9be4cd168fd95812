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
#include <unistd.h>

#include "pagecache/pagecache.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_file.h"
#include "pagecache/pagecache_internal.h"

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
  *out = pagecache_file_stream(pagecache_file_open_below(s, epoch_fd, path, false));
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

/* No publisher can add a page meanwhile, because the writer has the lock. */
bool pagecache_may_have(struct pagecache *s, const char *path, const char *below) {
  bool found = false;
  DIR *d;
  enum err e = pagecache_open_pages(s, path, &d);
  if (!d)
    /* If the folder could not be read, what is in it is unknown. */
    return e != OK;
  for (struct dirent *entry; !found && (entry = readdir(d)) != NULL;)
    found = entry->d_name[0] != '.' &&
            (entry->d_type != DT_DIR || strcmp(entry->d_name, below) == 0);
  closedir(d);
  return found;
}

/* The number of a folder that is named by it, after `prefix`; -1 for others. */
static int64_t pagecache_number(const struct dirent *entry, const char *prefix) {
  size_t n = strlen(prefix);
  return entry->d_type == DT_DIR && strncmp(entry->d_name, prefix, n) == 0
             ? strtoll(entry->d_name + n, NULL, 10)
             : -1;
}

/* Opens the folder that has the pages below `below`, and stores the beginning of their
 * names. *out is NULL if there are none, and after an error. */
static enum err pagecache_open_numbers(
    struct pagecache *s, const char *below, const char **prefix, DIR **out) {
  char folder[PATH_MAX];
  const char *slash = strrchr(below, '/');
  *out = NULL;
  /* Nothing is stored at a path as long as that. */
  if (!slash || (size_t)(slash - below) + 2 > sizeof folder)
    return OK;
  snprintf(folder, sizeof folder, "%.*s", (int)(slash - below) + 1, below);
  *prefix = slash + 1;
  return pagecache_open_pages(s, folder, out);
}

/* Renames the folder to work/ instead of deleting it: a writer holds the lock, and a
 * rename takes the same time however much is below. pagecache_sweep deletes it later.
 */
static enum err pagecache_evict_folder(struct pagecache *s, DIR *d, const char *name) {
  char work[PAGECACHE_NAME];
  pagecache_file_work_name(work);
  return renameat(dirfd(d), name, s->work_fd, work) != 0 && errno != ENOENT
             ? err_of_errno_in_site(errno)
             : OK;
}

enum err pagecache_evict_numbers(
    struct pagecache *s, const char *below, int64_t first, int64_t last) {
  const char *prefix = NULL;
  DIR *d;
  enum err e = pagecache_open_numbers(s, below, &prefix, &d);
  if (!d)
    return e;
  for (struct dirent *entry; !e && (entry = readdir(d)) != NULL;) {
    int64_t number = pagecache_number(entry, prefix);
    if (number >= 0 && number >= first && number <= last)
      e = pagecache_evict_folder(s, d, entry->d_name);
  }
  closedir(d);
  return e;
}

enum err pagecache_evict_last(struct pagecache *s, const char *below) {
  char name[NAME_MAX + 1] = "";
  const char *prefix = NULL;
  int64_t last = -1;
  DIR *d;
  enum err e = pagecache_open_numbers(s, below, &prefix, &d);
  if (!d)
    return e;
  for (struct dirent *entry; (entry = readdir(d)) != NULL;) {
    int64_t number = pagecache_number(entry, prefix);
    if (number > last) {
      last = number;
      snprintf(name, sizeof name, "%s", entry->d_name);
    }
  }
  if (*name)
    e = pagecache_evict_folder(s, d, name);
  closedir(d);
  return e;
}
