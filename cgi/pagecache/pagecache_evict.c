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
#include "pagecache/pagecache_file.h"
#include "pagecache/pagecache_folder.h"
#include "pagecache/pagecache_internal.h"

/* Subtracts without going below zero. The counters are estimates: a process may crash
 * between changing files and counting them, and evicted subfolders are not counted. */
static void pagecache_lower(atomic_uint_least64_t *counter, uint64_t by) {
  uint64_t was = atomic_load(counter);
  while (!atomic_compare_exchange_weak(counter, &was, was > by ? was - by : 0))
    ;
}

/* Reads the folder of a path in the current epoch. */
static enum err pagecache_list_pages(
    struct pagecache *s, const char *path, struct pagecache_listing *out) {
  pagecache_listing_begin(out);
  return pagecache_can_store(path) ? pagecache_folder_list(s, path, out) : OK;
}

/* Unlinks the files but keeps the folder: subfolders are other pages, and no reader
 * misses an empty folder. Readers that have opened a file still get all of it. */
enum err pagecache_evict(struct pagecache *s, const char *path) {
  uint64_t bytes = 0, pages = 0;
  struct pagecache_listing list;
  const struct dirent64 *entry;
  enum err e = pagecache_list_pages(s, path, &list);
  int folder = list.fd;
  while (!e && (entry = pagecache_listing_next(&list)) != NULL) {
    struct stat st;
    if (entry->d_type == DT_DIR ||
        fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    if (unlinkat(folder, entry->d_name, 0) != 0 && errno != ENOENT)
      e = err_of_errno_in_site(errno);
    bytes += pagecache_file_blocks((uint64_t)st.st_size);
    const char *dot = strrchr(entry->d_name, '.');
    /* A page counts once, whatever encodings of it are stored. */
    pages += !dot || (strcmp(dot, ".gz") != 0 && strcmp(dot, ".br") != 0);
  }
  pagecache_lower(&s->counters->bytes, bytes);
  pagecache_lower(&s->counters->pages, pages);
  return e ? e : list.error;
}

/* No publisher can add a page meanwhile, because the writer has the lock. */
bool pagecache_may_have(struct pagecache *s, const char *path, const char *below) {
  struct pagecache_listing list;
  const struct dirent64 *entry;
  /* If the folder could not be read, what is in it is unknown. */
  if (pagecache_list_pages(s, path, &list) != OK)
    return true;
  while ((entry = pagecache_listing_next(&list)) != NULL)
    if (entry->d_type != DT_DIR || strcmp(entry->d_name, below) == 0)
      return true;
  return list.error != OK;
}

/* The number of a folder that is named by it, after `prefix`; -1 for others. */
static int64_t pagecache_number(const struct dirent64 *entry, const char *prefix) {
  size_t n = strlen(prefix);
  return entry->d_type == DT_DIR && strncmp(entry->d_name, prefix, n) == 0
             ? strtoll(entry->d_name + n, NULL, 10)
             : -1;
}

/* Reads the folder that has the pages below `below`, and stores the beginning of their
 * names. */
static enum err pagecache_list_numbers(struct pagecache *s, const char *below,
    const char **prefix, struct pagecache_listing *out) {
  char folder[PATH_MAX];
  const char *slash = strrchr(below, '/');
  pagecache_listing_begin(out);
  /* Nothing is stored at a path as long as that. */
  if (!slash || (size_t)(slash - below) + 2 > sizeof folder)
    return OK;
  snprintf(folder, sizeof folder, "%.*s", (int)(slash - below) + 1, below);
  *prefix = slash + 1;
  return pagecache_list_pages(s, folder, out);
}

/* Renames the folder to work/ instead of deleting it: a writer holds the lock, and a
 * rename takes the same time however much is below. pagecache_sweep deletes it later.
 */
static enum err pagecache_evict_folder(
    struct pagecache *s, int folder, const char *name) {
  char work[PAGECACHE_NAME];
  pagecache_file_work_name(work);
  return renameat(folder, name, s->work_fd, work) != 0 && errno != ENOENT
             ? err_of_errno_in_site(errno)
             : OK;
}

enum err pagecache_evict_numbers(
    struct pagecache *s, const char *below, int64_t first, int64_t last) {
  const char *prefix = "";
  struct pagecache_listing list;
  const struct dirent64 *entry;
  enum err e = pagecache_list_numbers(s, below, &prefix, &list);
  int folder = list.fd;
  while (!e && (entry = pagecache_listing_next(&list)) != NULL) {
    int64_t number = pagecache_number(entry, prefix);
    if (number >= 0 && number >= first && number <= last)
      e = pagecache_evict_folder(s, folder, entry->d_name);
  }
  return e ? e : list.error;
}

enum err pagecache_evict_last(struct pagecache *s, const char *below) {
  char name[NAME_MAX + 1] = "";
  const char *prefix = "";
  int64_t last = -1;
  struct pagecache_listing list;
  const struct dirent64 *entry;
  enum err e = pagecache_list_numbers(s, below, &prefix, &list);
  int folder = list.fd;
  while (!e && (entry = pagecache_listing_next(&list)) != NULL) {
    int64_t number = pagecache_number(entry, prefix);
    if (number > last) {
      last = number;
      snprintf(name, sizeof name, "%s", entry->d_name);
    }
  }
  if (!e)
    e = list.error;
  return !e && *name ? pagecache_evict_folder(s, folder, name) : e;
}
