#include "ops/restore_swap.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "site/core/site.h"
#include "site/site_open.h"

/* What changes places: the names of a backup, and what SQLite has beside a database.
 * They come in in this order and leave in the opposite one: without site.ini it is no
 * site, and the database tells whether the new one has begun to come in. */
static const char *const names[] = {"pamphlet.db", "pamphlet.db-wal", "pamphlet.db-shm",
    "pamphlet.db-queue", "pamphlet.db-journal", "media", "templates", "public",
    "site.ini"};

enum { NAMES = sizeof names / sizeof names[0], MOST_ASIDE = 1000 };

struct places {
  char dir[PATH_MAX], fresh[PATH_MAX + 32], old[PATH_MAX + 32];
  char *why;
  size_t why_size;
};

static struct places of(const char *dir, char *why, size_t why_size) {
  struct places p = {.why = why, .why_size = why_size};
  snprintf(p.dir, sizeof p.dir, "%s", dir);
  snprintf(p.fresh, sizeof p.fresh, "%s/%s", dir, PLACES_FRESH);
  snprintf(p.old, sizeof p.old, "%s/%s", dir, SITE_INTERRUPTED);
  return p;
}

static enum err fail(const struct places *p, const char *path) {
  int error = errno;
  snprintf(p->why, p->why_size, "%s: %s", path, strerror(error));
  return err_of_errno_in_site(error);
}

static enum err move(
    const struct places *p, const char *from, const char *to, const char *name) {
  char before[PATH_MAX + 64], after[PATH_MAX + 64];
  snprintf(before, sizeof before, "%s/%s", from, name);
  snprintf(after, sizeof after, "%s/%s", to, name);
  return rename(before, after) == 0 || errno == ENOENT ? OK : fail(p, before);
}

static enum err move_in(const struct places *p, const char *from) {
  enum err e = OK;
  for (int i = 0; !e && i < NAMES; i++)
    e = move(p, from, p->dir, names[i]);
  return e;
}

static enum err move_out(const struct places *p, const char *to) {
  enum err e = OK;
  for (int i = NAMES; !e && i > 0; i--)
    e = move(p, p->dir, to, names[i - 1]);
  return e;
}

/* The new site has not begun to come in. */
static bool is_outside(const struct places *p) {
  char path[PATH_MAX + 64];
  snprintf(path, sizeof path, "%s/%s", p->fresh, names[0]);
  return access(path, F_OK) == 0;
}

/* What was there before gets its name; another restore may have been this second. */
static enum err keep(const struct places *p, char aside[RESTORE_NAME]) {
  char stamp[32], path[PATH_MAX + RESTORE_NAME];
  time_t now = time(NULL);
  struct tm tm;
  aside[0] = '\0';
  if (rmdir(p->old) == 0)
    return OK;
  strftime(stamp, sizeof stamp, "%Y-%m-%d-%H%M%S", localtime_r(&now, &tm));
  for (int i = 1; i < MOST_ASIDE; i++) {
    snprintf(aside, RESTORE_NAME, i > 1 ? "before-restore-%s-%d" : "before-restore-%s",
        stamp, i);
    snprintf(path, sizeof path, "%s/%s", p->dir, aside);
    if (rename(p->old, path) == 0)
      return OK;
    if (errno != ENOTEMPTY && errno != EEXIST)
      break;
  }
  return fail(p, p->old);
}

/* As it was before. */
static enum err put_back(const struct places *p) {
  enum err e = is_outside(p) ? OK : move_out(p, p->fresh);
  if (!e)
    e = move_in(p, p->old);
  return e || rmdir(p->old) == 0 ? e : fail(p, p->old);
}

static enum err make_old(const struct places *p, const struct stat *like) {
  int fd = -1;
  if (mkdir(p->old, 0700) != 0 ||
      (fd = open(p->old, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
    return fail(p, p->old);
  enum err e = file_give(fd, like, 0700);
  close(fd);
  if (e) {
    snprintf(p->why, p->why_size, "%s", err_text(e));
    rmdir(p->old);
  }
  return e;
}

enum err restore_swap_resume(const char *dir, char *why, size_t why_size) {
  struct places p = of(dir, why, why_size);
  char ignored[RESTORE_NAME];
  if (!site_is_interrupted(dir))
    return OK;
  if (is_outside(&p))
    return put_back(&p);
  enum err e = move_in(&p, p.fresh);
  return e ? e : keep(&p, ignored);
}

enum err restore_swap(const char *dir, const struct stat *like,
    enum err (*finish)(void *context), void *context, char aside[RESTORE_NAME],
    char *why, size_t why_size) {
  struct places p = of(dir, why, why_size);
  char ignored[400];
  enum err e = make_old(&p, like);
  if (e)
    return e;
  e = move_out(&p, p.old);
  if (!e)
    e = move_in(&p, p.fresh);
  if (!e)
    e = finish(context);
  if (!e)
    return keep(&p, aside);
  p.why = ignored;
  p.why_size = sizeof ignored;
  enum err back = put_back(&p);
  (void)back; /* what stayed, the next restore mends */
  return e;
}
