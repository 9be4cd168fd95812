/* The two kinds of lock: the one between writers and publishers, and claims, which only
 * save work. */
#include "pagecache/pagecache_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>

enum { CLAIMS = 1 << 20, STEP_US = 200, MOST_STEP_US = 2000 };

static int64_t milliseconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1000000;
}

/* Tries until it works or the time is up: waiting longer than that would let one stuck
 * process stop all others. */
static bool wait_for(bool try(struct pagecache *, int), struct pagecache *s, int how) {
  int64_t until = milliseconds() + PAGECACHE_WAIT_MS;
  long step = STEP_US;
  while (!try(s, how)) {
    if (milliseconds() >= until)
      return false;
    nanosleep(&(struct timespec){0, step * 1000}, NULL);
    step = step * 2 > MOST_STEP_US ? MOST_STEP_US : step * 2;
  }
  return true;
}

static bool try_flock(struct pagecache *s, int how) {
  return flock(s->lock_fd, how | LOCK_NB) == 0;
}

enum err pagecache_flock(struct pagecache *s, int how) {
  struct stat open_one, named;
  if (!wait_for(try_flock, s, how))
    return ERR_BUSY;
  if (fstat(s->lock_fd, &open_one) == 0 && stat(s->lock_file, &named) == 0 &&
      open_one.st_ino == named.st_ino && open_one.st_dev == named.st_dev)
    return OK;
  flock(s->lock_fd, LOCK_UN);
  return ERR_PAGECACHE;
}

enum err pagecache_lock(struct pagecache *s) {
  return pagecache_flock(s, LOCK_EX);
}

void pagecache_unlock(struct pagecache *s) {
  flock(s->lock_fd, LOCK_UN);
}

static bool try_claim(struct pagecache *s, int type) {
  struct flock l = {
      .l_type = (short)type, .l_whence = SEEK_SET, .l_start = s->claimed, .l_len = 1};
  return fcntl(s->claim_fd, F_OFD_SETLK, &l) == 0 ||
         (errno != EAGAIN && errno != EACCES);
}

/* FNV-1a: two paths of one hash only wait for each other now and then. */
static int64_t hash(const char *s) {
  uint64_t h = 14695981039346656037u;
  for (; *s; s++)
    h = (h ^ (unsigned char)*s) * 1099511628211u;
  return (int64_t)(h % CLAIMS);
}

void pagecache_claim(struct pagecache *s, const char *path) {
  s->claimed = hash(path);
  wait_for(try_claim, s, F_WRLCK);
}

void pagecache_unclaim(struct pagecache *s) {
  if (s->claimed >= 0)
    try_claim(s, F_UNLCK);
  s->claimed = -1;
}
