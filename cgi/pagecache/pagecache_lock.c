#include "pagecache/pagecache_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "pagecache/pagecache_folder.h"
#include "pagecache/pagecache_internal.h"
#include "pagecache/pagecache_replace.h"

/* CLAIMS is the number of bytes in "locks" that can be locked. The file itself stays
 * empty: a lock may lie past its end (fcntl(2)). */
enum { CLAIMS = 1 << 20, STEP_US = 200, MOST_STEP_US = 2000 };

/* Polls instead of blocking: a blocking lock has no timeout, and one stuck process
 * would stop all others with it. Two milliseconds at most are lost to a page that takes
 * as long to render. */
static bool pagecache_wait_for(
    bool try(struct pagecache *, int), struct pagecache *s, int how) {
  int64_t until = clock_monotonic() + PAGECACHE_WAIT_MS * INT64_C(1000);
  long step = STEP_US;
  while (!try(s, how)) {
    if (clock_monotonic() >= until)
      return false;
    nanosleep(&(struct timespec){0, step * 1000}, NULL);
    step = step * 2 > MOST_STEP_US ? MOST_STEP_US : step * 2;
  }
  return true;
}

/* flock belongs to the open file, so a process that dies releases it, and a second
 * connection of the process excludes the first. */
static bool pagecache_try_flock(struct pagecache *s, int how) {
  return flock(s->lock_fd, how | LOCK_NB) == 0;
}

/* If somebody has deleted and recreated the lock file, another process may hold a lock
 * on the new file at the same time as we hold one on the old. The comparison comes
 * after locking: a replacement that it does not see happens later than everything that
 * the lock has to be later than. */
static enum err pagecache_flock(struct pagecache *s, int how) {
  struct stat named;
  if (!pagecache_wait_for(pagecache_try_flock, s, how))
    return ERR_BUSY;
  if (stat(s->lock_file, &named) == 0 && named.st_ino == s->lock_number &&
      named.st_dev == s->lock_device)
    return OK;
  flock(s->lock_fd, LOCK_UN);
  return ERR_PAGECACHE;
}

/* The next writer may find another epoch. */
static void pagecache_forget_epoch(struct pagecache *s) {
  pagecache_folder_forget(s);
  if (s->epoch_fd >= 0)
    close(s->epoch_fd);
  s->epoch_fd = -1;
  s->writes = false;
}

void pagecache_unlock(struct pagecache *s) {
  pagecache_forget_epoch(s);
  flock(s->lock_fd, LOCK_UN);
}

enum err pagecache_lock(struct pagecache *s) {
  enum err e = pagecache_flock(s, LOCK_EX);
  s->writes = !e;
  if (!e && pagecache_kept(s) && (e = pagecache_evict_left(s)) != OK)
    pagecache_unlock(s);
  return e;
}

/* Pages that were left by a process that died have to be evicted before anything is
 * stored: by a writer, as this process then is for a moment. Between that and the
 * shared lock another writer may have come and died. */
enum err pagecache_lock_shared(struct pagecache *s) {
  enum err e = pagecache_flock(s, LOCK_SH);
  while (!e && pagecache_kept(s)) {
    pagecache_unlock(s);
    e = pagecache_lock(s);
    if (!e)
      pagecache_unlock(s);
    if (!e)
      e = pagecache_flock(s, LOCK_SH);
  }
  return e;
}

/* Any failure but "somebody else has it" counts as success: without claims a page is
 * only rendered more than once. */
static bool pagecache_try_claim(struct pagecache *s, int type) {
  struct flock l = {
      .l_type = (short)type, .l_whence = SEEK_SET, .l_start = s->claimed, .l_len = 1};
  return fcntl(s->claim_fd, F_OFD_SETLK, &l) == 0 ||
         (errno != EAGAIN && errno != EACCES);
}

/* FNV-1a. Two paths with the same hash merely wait for each other now and then. */
static int64_t pagecache_hash(const char *s) {
  uint64_t h = 14695981039346656037u;
  for (; *s; s++)
    h = (h ^ (unsigned char)*s) * 1099511628211u;
  return (int64_t)(h % CLAIMS);
}

void pagecache_claim(struct pagecache *s, const char *path) {
  s->claimed = pagecache_hash(path);
  /* When the time is up, the page is rendered without a claim. */
  pagecache_wait_for(pagecache_try_claim, s, F_WRLCK);
}

void pagecache_unclaim(struct pagecache *s) {
  if (s->claimed >= 0)
    pagecache_try_claim(s, F_UNLCK);
  s->claimed = -1;
}
