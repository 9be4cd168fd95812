#include "pagecache/pagecache_quick.h"

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "pagecache/pagecache.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_file.h"
#include "pagecache/pagecache_files.h"
#include "pagecache/pagecache_internal.h"
#include "pagecache/pagecache_lock.h"
#include "pagecache/pagecache_read.h"

/* Without the lock, only for a first look. */
static bool pagecache_quick_is_any(const struct pagecache *s) {
  for (int i = 0; i < PAGECACHE_QUICK_MOST; i++)
    if (s->counters->quick[i].since)
      return true;
  return false;
}

static enum err pagecache_quick_take(
    struct pagecache *s, int64_t quiet, struct pagecache_quick *out) {
  if (!pagecache_quick_is_any(s))
    return ERR_NOT_FOUND;
  enum err e = pagecache_lock(s);
  if (e)
    return e;
  int64_t now = clock_monotonic();
  e = ERR_NOT_FOUND;
  for (int i = 0; e && i < PAGECACHE_QUICK_MOST; i++) {
    struct pagecache_quick *q = &s->counters->quick[i];
    /* A time in the future is nonsense: the folder does not survive a restart of the
     * machine. */
    if (!q->since || (q->since <= now && now - q->since < quiet))
      continue;
    *out = *q;
    out->path[sizeof out->path - 1] = out->leaf[sizeof out->leaf - 1] = '\0';
    q->since = 0;
    e = OK;
  }
  pagecache_unlock(s);
  return e;
}

/* The plain file of a page in the current epoch. Returns -1 if there is none. */
static int pagecache_quick_open(struct pagecache *s, const struct pagecache_quick *q,
    int *folder, struct stat *st) {
  char epoch[PAGECACHE_EPOCH_NAME];
  *folder = -1;
  if (!pagecache_can_store(q->path) || strchr(q->leaf, '/') ||
      pagecache_epoch_name(s, epoch) != OK)
    return -1;
  *folder = pagecache_file_open_folder(s, epoch, q->path, false);
  int fd =
      *folder < 0 ? -1 : openat(*folder, q->leaf, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd >= 0 && fstat(fd, st) == 0 && S_ISREG(st->st_mode))
    return fd;
  if (fd >= 0)
    close(fd);
  return -1;
}

/* Under the shared lock no writer is at work. If the plain file is still the one that
 * was read, the page has not changed, because a change evicts or replaces it. The
 * number of its inode cannot have been given to another file: this process has it open.
 */
static enum err pagecache_quick_put(struct pagecache *s,
    const struct pagecache_quick *q, const struct stat *read,
    struct pagecache_files *files) {
  struct stat now;
  int folder;
  enum err e = pagecache_lock_shared(s);
  if (e)
    return e;
  int fd = pagecache_quick_open(s, q, &folder, &now);
  e = fd >= 0 && now.st_ino == read->st_ino && now.st_dev == read->st_dev ? OK
                                                                          : ERR_EXISTS;
  if (!e)
    e = pagecache_files_move(s, folder, q->leaf, files);
  if (fd >= 0)
    close(fd);
  if (folder >= 0)
    close(folder);
  pagecache_unlock(s);
  return e;
}

enum err pagecache_quick_compress(struct pagecache *s, int64_t quiet) {
  struct pagecache_quick q;
  struct pagecache_files files = {.bytes = 0};
  struct buf body = {0};
  struct stat st = {0};
  int folder = -1;
  enum err e = pagecache_quick_take(s, quiet, &q);
  if (e)
    return e;
  int fd = pagecache_quick_open(s, &q, &folder, &st);
  e = fd < 0 ? ERR_EXISTS : pagecache_read_all(fd, (size_t)st.st_size, &body);
  if (!e) {
    const struct pagecache_candidate page = {.path = q.path,
        .leaf = q.leaf,
        .revision = (uint64_t)st.st_mtim.tv_sec,
        .body = buf_text(&body),
        .size = body.len};
    e = pagecache_files_write(s, &page, PAGECACHE_ALL, false, &files);
  }
  if (!e)
    e = pagecache_quick_put(s, &q, &st, &files);
  pagecache_files_discard(s, &files);
  buf_free(&body);
  if (fd >= 0)
    close(fd);
  if (folder >= 0)
    close(folder);
  return e;
}
