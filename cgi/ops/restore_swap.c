/* How it works: the old site is moved into a folder, name by name, then the new one
 * into its place. Each step is one rename, and the names that are where they are tell
 * which steps are done: no journal is needed to resume. */
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

/* What is exchanged: the names in a backup, and the files that SQLite keeps next to a
 * database. They are moved in in this order and out in the reverse one. So site.ini,
 * without which no program opens the site, is there only while all the rest is; and
 * whether the new database is still in its folder tells if moving in has begun. */
static const char *const restore_swap_names[] = {"pamphlet.db", "pamphlet.db-wal",
    "pamphlet.db-shm", "pamphlet.db-queue", "pamphlet.db-journal", "media", "templates",
    "public", "themes", "site.ini"};

enum {
  RESTORE_SWAP_NAMES = sizeof restore_swap_names / sizeof restore_swap_names[0],
  RESTORE_SWAP_TRIES = 1000
};

struct restore_swap_paths {
  char dir[PATH_MAX], fresh[PATH_MAX + 32], old[PATH_MAX + 32];
  char *why;
  size_t why_size;
};

static struct restore_swap_paths restore_swap_paths(
    const char *dir, char *why, size_t why_size) {
  struct restore_swap_paths p = {.why = why, .why_size = why_size};
  snprintf(p.dir, sizeof p.dir, "%s", dir);
  snprintf(p.fresh, sizeof p.fresh, "%s/%s", dir, RESTORE_SWAP_FRESH);
  snprintf(p.old, sizeof p.old, "%s/%s", dir, SITE_INTERRUPTED);
  return p;
}

static enum err restore_swap_fail(
    const struct restore_swap_paths *p, const char *path) {
  int error = errno;
  snprintf(p->why, p->why_size, "%s: %s", path, strerror(error));
  return err_of_errno_in_site(error);
}

static enum err restore_swap_move(const struct restore_swap_paths *p, const char *from,
    const char *to, const char *name) {
  char before[PATH_MAX + 64], after[PATH_MAX + 64];
  snprintf(before, sizeof before, "%s/%s", from, name);
  snprintf(after, sizeof after, "%s/%s", to, name);
  /* A missing file is no error: a site need not have all of them, and a resumed swap
   * has moved some already. */
  return rename(before, after) == 0 || errno == ENOENT ? OK
                                                       : restore_swap_fail(p, before);
}

static enum err restore_swap_move_in(
    const struct restore_swap_paths *p, const char *from) {
  enum err e = OK;
  for (int i = 0; !e && i < RESTORE_SWAP_NAMES; i++)
    e = restore_swap_move(p, from, p->dir, restore_swap_names[i]);
  return e;
}

static enum err restore_swap_move_out(
    const struct restore_swap_paths *p, const char *to) {
  enum err e = OK;
  for (int i = RESTORE_SWAP_NAMES; !e && i > 0; i--)
    e = restore_swap_move(p, p->dir, to, restore_swap_names[i - 1]);
  return e;
}

/* True if no part of the new site has been moved in yet. */
static bool restore_swap_is_outside(const struct restore_swap_paths *p) {
  char path[PATH_MAX + 64];
  snprintf(path, sizeof path, "%s/%s", p->fresh, restore_swap_names[0]);
  return access(path, F_OK) == 0;
}

/* Gives the folder with the old site its final name, which has the time in it. Another
 * restore in the same second may have taken the name. */
static enum err restore_swap_keep(
    const struct restore_swap_paths *p, char aside[RESTORE_SWAP_NAME]) {
  char stamp[32], path[PATH_MAX + RESTORE_SWAP_NAME];
  time_t now = time(NULL);
  struct tm tm;
  aside[0] = '\0';
  /* An empty folder means that there was no site before. */
  if (rmdir(p->old) == 0)
    return OK;
  strftime(stamp, sizeof stamp, "%Y-%m-%d-%H%M%S", localtime_r(&now, &tm));
  for (int i = 1; i < RESTORE_SWAP_TRIES; i++) {
    snprintf(aside, RESTORE_SWAP_NAME,
        i > 1 ? "before-restore-%s-%d" : "before-restore-%s", stamp, i);
    snprintf(path, sizeof path, "%s/%s", p->dir, aside);
    if (rename(p->old, path) == 0)
      return OK;
    /* These two mean that the name is taken: rename replaces only an empty folder. */
    if (errno != ENOTEMPTY && errno != EEXIST)
      break;
  }
  return restore_swap_fail(p, p->old);
}

/* Moves the old site back. */
static enum err restore_swap_undo(const struct restore_swap_paths *p) {
  enum err e = restore_swap_is_outside(p) ? OK : restore_swap_move_out(p, p->fresh);
  if (!e)
    e = restore_swap_move_in(p, p->old);
  return e || rmdir(p->old) == 0 ? e : restore_swap_fail(p, p->old);
}

static enum err restore_swap_make_old(
    const struct restore_swap_paths *p, const struct stat *like) {
  int fd = -1;
  /* 0700, because the old database has the email addresses of readers. */
  if (mkdir(p->old, 0700) != 0 ||
      (fd = open(p->old, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) < 0)
    return restore_swap_fail(p, p->old);
  enum err e = file_give(fd, like, 0700);
  close(fd);
  if (e) {
    snprintf(p->why, p->why_size, "%s", err_text(e));
    rmdir(p->old);
  }
  return e;
}

enum err restore_swap_resume(const char *dir, char *why, size_t why_size) {
  struct restore_swap_paths p = restore_swap_paths(dir, why, why_size);
  char ignored[RESTORE_SWAP_NAME];
  if (!site_is_interrupted(dir))
    return OK;
  /* Once the new database is in place the old site can be left aside; before that it is
   * simply moved back. */
  if (restore_swap_is_outside(&p))
    return restore_swap_undo(&p);
  enum err e = restore_swap_move_in(&p, p.fresh);
  return e ? e : restore_swap_keep(&p, ignored);
}

enum err restore_swap(const char *dir, const struct stat *like,
    enum err (*finish)(void *context), void *context, char aside[RESTORE_SWAP_NAME],
    char *why, size_t why_size) {
  struct restore_swap_paths p = restore_swap_paths(dir, why, why_size);
  char ignored[400];
  enum err e = restore_swap_make_old(&p, like);
  if (e)
    return e;
  e = restore_swap_move_out(&p, p.old);
  if (!e)
    e = restore_swap_move_in(&p, p.fresh);
  if (!e)
    e = finish(context);
  if (!e)
    return restore_swap_keep(&p, aside);
  /* The caller needs the first error, not that of the undo. */
  p.why = ignored;
  p.why_size = sizeof ignored;
  enum err back = restore_swap_undo(&p);
  (void)back; /* if this failed, the next restore tries again */
  return e;
}
