#include "pagecache/pagecache_publish.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/compress.h"
#include "base/file.h"
#include "pagecache/pagecache.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_file.h"
#include "pagecache/pagecache_internal.h"
#include "pagecache/pagecache_lock.h"

/* A page in all its encodings, written to work/. */
struct encoded_page {
  char names[PAGECACHE_ENCODINGS][PAGECACHE_NAME];
  uint64_t bytes;
  int count;
};

/* The modification time is set here, before the file can be seen: it is the revision,
 * from which web servers make the ETag. */
static enum err pagecache_write_file(
    struct pagecache *s, const char *name, const struct buf *body, uint64_t revision) {
  const struct timespec times[2] = {
      {.tv_nsec = UTIME_OMIT}, {.tv_sec = (time_t)revision}};
  int fd = openat(s->work_fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return err_of_errno_in_site(errno);
  enum err e = file_write(fd, body->data, body->len) ? OK : err_of_errno_in_site(errno);
  if (!e)
    e = file_give(fd, &s->like, PAGECACHE_PAGE);
  if (!e && futimens(fd, times) != 0)
    e = ERR_IO;
  close(fd);
  if (e)
    unlinkat(s->work_fd, name, 0);
  return e;
}

/* After pagecache_move_all has moved all files, the count is 0. After a failure in
 * between, some names no longer exist, which does no harm. */
static void pagecache_discard(struct pagecache *s, struct encoded_page *p) {
  for (int i = 0; i < p->count; i++)
    unlinkat(s->work_fd, p->names[i], 0);
  p->count = 0;
}

static enum err pagecache_encode(enum pagecache_encoding encoding,
    const struct pagecache_candidate *page, struct buf *out) {
  if (encoding == PAGECACHE_GZIP)
    return compress_gzip(page->body, page->size, out);
  if (encoding == PAGECACHE_BROTLI)
    return compress_brotli(page->body, page->size, out);
  buf_add(out, page->body, page->size);
  return buf_status(out);
}

static enum err pagecache_write_all(struct pagecache *s,
    const struct pagecache_candidate *page, struct encoded_page *p) {
  enum err e = OK;
  for (int i = PAGECACHE_PLAIN; !e && i < PAGECACHE_ENCODINGS; i++) {
    struct buf body = {0};
    e = pagecache_encode((enum pagecache_encoding)i, page, &body);
    pagecache_file_work_name(p->names[i]);
    if (!e)
      e = pagecache_write_file(s, p->names[i], &body, page->revision);
    if (!e) {
      p->count++;
      p->bytes += pagecache_file_blocks(body.len);
    }
    buf_free(&body);
  }
  if (e)
    pagecache_discard(s, p);
  return e;
}

/* Moves the files into `folder`. The plain one comes last: web servers look for a
 * compressed form of a file that exists, so a page becomes visible with all its
 * encodings at once. A file that is there already has the same revision, because this
 * one is current and every change evicts; it may be replaced. */
static enum err pagecache_move_all(
    struct pagecache *s, int folder, const char *leaf, struct encoded_page *p) {
  char file[PAGECACHE_PATH];
  struct stat st;
  uint64_t replaced = 0;
  bool was_there = false;
  for (int i = PAGECACHE_ENCODINGS - 1; i >= 0; i--) {
    if (!pagecache_file_name(leaf, (enum pagecache_encoding)i, file))
      return ERR_INVALID;
    if (fstatat(folder, file, &st, AT_SYMLINK_NOFOLLOW) == 0) {
      replaced += pagecache_file_blocks((uint64_t)st.st_size);
      was_there = true;
    }
    if (renameat(s->work_fd, p->names[i], folder, file) != 0)
      return err_of_errno_in_site(errno);
  }
  p->count = 0;
  /* May be negative, in which case the unsigned sum wraps around and is still right. */
  atomic_fetch_add(&s->counters->bytes, p->bytes - replaced);
  atomic_fetch_add(&s->counters->pages, was_there ? 0 : 1);
  atomic_fetch_add(&s->counters->published, 1);
  return OK;
}

static enum err pagecache_put(struct pagecache *s,
    const struct pagecache_candidate *page, struct encoded_page *p) {
  char epoch[PAGECACHE_EPOCH_NAME];
  snprintf(epoch, sizeof epoch, "epoch-%.*s", PAGECACHE_TOKEN - 1, page->epoch);
  int folder = pagecache_file_open_folder(s, epoch, page->path, true);
  if (folder < 0)
    return err_of_errno_in_site(errno);
  enum err e = pagecache_move_all(s, folder, page->leaf, p);
  close(folder);
  return e;
}

/* Whether the page was rendered for the current epoch, and with its templates and
 * settings: during a reload, old workers still render with the old ones. */
static bool pagecache_is_in_epoch(
    struct pagecache *s, const struct pagecache_candidate *page) {
  struct pagecache_epoch current;
  return pagecache_read_epoch(s, &current) == OK &&
         strcmp(current.token, page->epoch) == 0 &&
         current.render_key == page->render_key;
}

/* The slow part, compressing and writing, is done without the lock. Under the shared
 * lock only two questions remain, and a few renames:
 *
 * - Is the epoch still the current one? A new one begins under the exclusive lock.
 * - Is the revision still that of the database? A writer evicts this page and commits
 * under the exclusive lock. So either it has committed before we got the lock, and
 * is_current sees the new revision, or it will evict the page after we have stored it.
 *
 * The checks before the lock only save work, and are not enough without those under it.
 */
enum err pagecache_publish(struct pagecache *s, const struct pagecache_candidate *page,
    pagecache_is_current *is_current, void *context) {
  struct encoded_page p = {.count = 0};
  if (!pagecache_can_store(page->path))
    return ERR_INVALID;
  if (!pagecache_is_in_epoch(s, page))
    return ERR_EXISTS;
  enum err e = pagecache_write_all(s, page, &p);
  /* A page that alone is too large is told apart from a full cache, or else it would
   * flush everything each time it is requested. */
  if (!e && p.bytes > page->limit)
    e = ERR_INVALID;
  if (!e && atomic_load(&s->counters->bytes) + p.bytes > page->limit)
    e = ERR_TOO_LARGE;
  if (!e)
    e = pagecache_lock_shared(s);
  if (!e) {
    e = pagecache_is_in_epoch(s, page) && is_current(context)
            ? pagecache_put(s, page, &p)
            : ERR_EXISTS;
    pagecache_unlock(s);
  }
  pagecache_discard(s, &p);
  if (e == ERR_EXISTS)
    atomic_fetch_add(&s->counters->overtaken, 1);
  return e;
}
