#include "pagecache/pagecache_replace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "pagecache/pagecache.h"
#include "pagecache/pagecache_encoding.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_evict.h"
#include "pagecache/pagecache_file.h"
#include "pagecache/pagecache_files.h"
#include "pagecache/pagecache_folder.h"
#include "pagecache/pagecache_internal.h"

static bool pagecache_is_later(const struct timespec *a, const struct timespec *b) {
  return a->tv_sec != b->tv_sec ? a->tv_sec > b->tv_sec : a->tv_nsec > b->tv_nsec;
}

/* Which encodings of a page somebody has read since it was stored, as bits. Web servers
 * read files without telling anybody, but the file system notes it. With "relatime",
 * the default, the time of access changes at the first read after the file was renamed
 * into place, which is all that is needed here: the renaming is its last change of
 * status. A read within the same tick of the kernel's clock is not seen; the next one
 * is. *absent becomes true if the page has not even a folder. */
static unsigned pagecache_encodings_read(
    struct pagecache *s, const char *path, const char *leaf, bool *absent) {
  char file[PAGECACHE_PATH];
  struct stat st;
  unsigned bits = 0;
  int folder;
  enum err e = pagecache_folder_open(s, path, &folder);
  *absent = e == ERR_NOT_FOUND;
  if (e)
    return 0;
  for (int i = PAGECACHE_PLAIN; i < PAGECACHE_ENCODINGS; i++)
    if (pagecache_file_name(leaf, (enum pagecache_encoding)i, file) &&
        fstatat(folder, file, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
        pagecache_is_later(&st.st_atim, &st.st_ctim))
      bits |= 1u << i;
  return bits;
}

static bool pagecache_has_kept(const struct pagecache *s, const char *path) {
  for (size_t i = 0; i < pagecache_kept(s); i++)
    if (strcmp(s->counters->kept[i], path) == 0)
      return true;
  return false;
}

/* A process that may not write there could neither replace nor evict the page after
 * COMMIT. When it is evicted before, the failure rolls the change back. */
static bool pagecache_may_write(const struct pagecache *s) {
  return faccessat(s->folder_fd, ".", W_OK, AT_EACCESS) == 0 &&
         faccessat(s->work_fd, ".", W_OK, AT_EACCESS) == 0;
}

/* The list is in the memory that all processes share: a file would cost system calls,
 * and the memory lives as long as the pages. The count is raised last, so that it never
 * counts a path that is not whole. */
enum pagecache_keeping pagecache_keep(
    struct pagecache *s, const char *path, const char *leaf) {
  struct pagecache_counters *c = s->counters;
  size_t count = pagecache_kept(s);
  bool absent = false;
  if (pagecache_has_kept(s, path))
    return PAGECACHE_KEPT;
  if (count >= PAGECACHE_KEPT_MOST || strlen(path) >= PAGECACHE_KEPT_PATH ||
      strlen(leaf) >= PAGECACHE_NAME || !pagecache_can_store(path))
    return PAGECACHE_NOT_KEPT;
  unsigned encodings = pagecache_encodings_read(s, path, leaf, &absent);
  if (absent)
    return PAGECACHE_ABSENT;
  if (!encodings || !pagecache_may_write(s))
    return PAGECACHE_NOT_KEPT;
  s->kept[count] = (struct pagecache_kept_page){.encodings = encodings};
  snprintf(s->kept[count].leaf, PAGECACHE_NAME, "%s", leaf);
  snprintf(c->kept[count], PAGECACHE_KEPT_PATH, "%s", path);
  atomic_store(&c->kept_count, (uint_least64_t)count + 1);
  return PAGECACHE_KEPT;
}

size_t pagecache_kept(const struct pagecache *s) {
  return (size_t)atomic_load(&s->counters->kept_count);
}

void pagecache_kept_path(
    const struct pagecache *s, size_t i, char out[PAGECACHE_KEPT_PATH]) {
  memcpy(out, s->counters->kept[i], PAGECACHE_KEPT_PATH);
  out[PAGECACHE_KEPT_PATH - 1] = '\0';
}

void pagecache_keep_none(struct pagecache *s) {
  atomic_store(&s->counters->kept_count, 0);
}

/* The writer has the lock, and the page was rendered after COMMIT: it need not be
 * compared with the database again, unlike one that is published. */
enum err pagecache_prepare(
    struct pagecache *s, size_t i, const struct pagecache_candidate *page) {
  struct pagecache_kept_page *kept = &s->kept[i];
  enum err e = pagecache_epoch_takes(s, page) ? OK : ERR_EXISTS;
  if (!e)
    e = pagecache_files_write(
        s, page, kept->encodings | 1u << PAGECACHE_PLAIN, true, &kept->files);
  if (!e && atomic_load(&s->counters->bytes) + kept->files.bytes > page->limit)
    e = ERR_TOO_LARGE;
  if (e)
    pagecache_files_discard(s, &kept->files);
  kept->prepared = !e;
  return e;
}

/* For pagecache_quick_compress. Takes the entry of the same path, or else an empty one
 * (0 is the oldest time), or else the oldest. */
static void pagecache_note_quick(
    struct pagecache *s, const char *path, const char *leaf) {
  struct pagecache_quick *all = s->counters->quick, *to = &all[0];
  for (int i = 0; i < PAGECACHE_QUICK_MOST; i++) {
    if (all[i].since && strncmp(all[i].path, path, PAGECACHE_KEPT_PATH) == 0) {
      to = &all[i];
      break;
    }
    if (all[i].since < to->since)
      to = &all[i];
  }
  snprintf(to->path, sizeof to->path, "%s", path);
  snprintf(to->leaf, sizeof to->leaf, "%s", leaf);
  to->since = clock_monotonic();
}

static enum err pagecache_replace_one(struct pagecache *s, size_t i) {
  char path[PAGECACHE_KEPT_PATH];
  struct pagecache_kept_page *kept = &s->kept[i];
  int epoch;
  enum err e = pagecache_epoch_folder(s, &epoch);
  if (e)
    return e;
  pagecache_kept_path(s, i, path);
  pagecache_folder_forget(s);
  int folder = pagecache_file_open_below(s, epoch, path, true);
  if (folder < 0)
    return err_of_errno_in_site(errno);
  e = pagecache_files_move(s, folder, kept->leaf, &kept->files);
  close(folder);
  if (!e) {
    atomic_fetch_add(&s->counters->replaced, 1);
    pagecache_note_quick(s, path, kept->leaf);
  }
  return e;
}

/* The paths are checked, as a program that is out of order may have written anything
 * there. */
static enum err pagecache_evict_kept(struct pagecache *s) {
  char path[PAGECACHE_KEPT_PATH];
  size_t count = pagecache_kept(s);
  enum err e = count > PAGECACHE_KEPT_MOST ? ERR_IO : OK;
  for (size_t i = 0; !e && i < count; i++) {
    pagecache_kept_path(s, i, path);
    e = pagecache_can_store(path) ? pagecache_evict(s, path) : ERR_IO;
  }
  return e;
}

/* After the error `e`, no pages are better than old ones. */
static enum err pagecache_end_keeping(struct pagecache *s, enum err e) {
  if (e)
    e = pagecache_end_epoch(s);
  if (!e)
    pagecache_keep_none(s);
  return e;
}

/* All pages are evicted before the first is replaced. Otherwise a reader could see the
 * new version of one page, or of one of its encodings, and after it the old version of
 * another. In between, which is some microseconds, they are rendered for readers who
 * ask; such a response waits for the lock (cache_epoch_settle), so that its reader is
 * not ahead of the others either. */
enum err pagecache_replace(struct pagecache *s) {
  size_t count = pagecache_kept(s);
  enum err e = pagecache_evict_kept(s);
  for (size_t i = 0; !e && i < count; i++)
    if (s->kept[i].prepared)
      e = pagecache_replace_one(s, i);
  for (size_t i = 0; i < count && i < PAGECACHE_KEPT_MOST; i++)
    pagecache_files_discard(s, &s->kept[i].files);
  return pagecache_end_keeping(s, e);
}

/* A process that has got the lock and finds pages that are kept knows that the process
 * which kept them is dead: it holds the lock until it is done. */
enum err pagecache_evict_left(struct pagecache *s) {
  return pagecache_end_keeping(s, pagecache_evict_kept(s));
}
