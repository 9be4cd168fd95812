#include "ops/restore.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/folder.h"
#include "db/cache_record.h"
#include "db/integrity.h"
#include "db/txn.h"
#include "ops/backup.h"
#include "ops/restore_swap.h"
#include "ops/service.h"
#include "ops/unpack.h"
#include "site/cache/cache_epoch.h"
#include "site/site_open.h"

enum { LOCK_TRIES = 100 };

struct work {
  const char *file, *dir;
  char fresh[PATH_MAX];
  struct stat like;     /* the site's directory */
  bool is_new, is_site; /* made just now; has a site already */
  int64_t change;       /* the number of its last change, where it could be read */
  struct restored *out;
  char *why;
  size_t why_size;
};

static enum err fail(struct work *w, enum err e, const char *fault) {
  snprintf(w->why, w->why_size, "%s", fault);
  return e;
}

static enum err fail_path(struct work *w, const char *path) {
  snprintf(w->why, w->why_size, "%s: %s", path, strerror(errno));
  return err_of_errno_in_site(errno);
}

static bool exists(const char *dir, const char *name) {
  char path[PATH_MAX + 32];
  struct stat st;
  snprintf(path, sizeof path, "%s/%s", dir, name);
  return lstat(path, &st) == 0;
}

/* Commands that are soon done are waited for, an import is not. */
static enum err take_lock(struct work *w, int *lock) {
  const struct timespec pause = {.tv_nsec = 20000000};
  enum err e = service_lock(w->dir, lock);
  for (int i = 0; e == ERR_BUSY && i < LOCK_TRIES; i++) {
    if (service_imports(w->dir))
      return fail(w, e,
          "an import into this site is going on: wait until it is done, or end it, and"
          " restore then");
    nanosleep(&pause, NULL);
    e = service_lock(w->dir, lock);
  }
  if (e == ERR_BUSY)
    return fail(
        w, e, "another command is at work in this site: restore when it is done");
  return e ? fail(w, e, err_text(e)) : OK;
}

/* The directory, and that nobody serves it. */
static enum err look(struct work *w, int *lock) {
  w->is_new = mkdir(w->dir, 0755) == 0;
  if (w->is_new ? chmod(w->dir, 02775) != 0 : errno != EEXIST)
    return fail_path(w, w->dir);
  if (stat(w->dir, &w->like) != 0)
    return fail_path(w, w->dir);
  enum err e = take_lock(w, lock);
  if (e)
    return e;
  if (service_runs(w->dir))
    return fail(w, ERR_BUSY,
        "pamphlet.fcgi serves this site: stop it first, and start it again afterwards");
  e = restore_swap_resume(w->dir, w->why, w->why_size);
  w->is_site = exists(w->dir, "site.ini") || exists(w->dir, "pamphlet.db");
  return e;
}

static enum err unpack(struct work *w) {
  snprintf(w->fresh, sizeof w->fresh, "%s/" PLACES_FRESH, w->dir);
  folder_remove(w->fresh); /* of a run that was interrupted */
  if (mkdir(w->fresh, 0700) != 0)
    return fail_path(w, w->fresh);
  enum err e = unpack_backup(w->file, w->fresh, &w->like, w->why, w->why_size);
  if (e)
    return e;
  if (!exists(w->fresh, "site.ini") || !exists(w->fresh, "pamphlet.db"))
    return fail(w, ERR_INVALID,
        "this is no backup of a site: it has no site.ini or no pamphlet.db");
  return OK;
}

static enum err note_finding(void *context, const char *finding) {
  struct work *w = context;
  snprintf(w->why, w->why_size, "the database in it is damaged: %s", finding);
  return ERR_DAMAGED;
}

/* The pages of the store are those of the life that ends, and its numbers are in
 * readers' caches: neither is to be taken for the new one's. */
static enum err begin_life(struct db *s, void *context) {
  const struct work *w = context;
  enum err e = txn_advance(s, w->change);
  if (!e)
    e = cache_record_set(s, &(struct cache_record){.folder = "", .epoch = ""});
  return e ? e : txn_invalidate(s, DEP_SITE, 0);
}

static enum err check_database(struct work *w) {
  struct site *site = NULL;
  enum err e = site_upgrade(
      w->fresh, &w->out->schema_from, &w->out->schema_to, w->why, w->why_size);
  if (!e)
    e = site_open(&site, w->fresh, ROLE_COMMAND, w->why, w->why_size);
  if (!e) {
    e = integrity_of_file(site->db, note_finding, w);
    /* Past the hook: there are no pages to take away. */
    txn_set_hook(site->db, NULL, NULL, NULL);
    if (!e)
      e = txn_write(site->db, begin_life, w);
    if (e && !*w->why)
      fail(w, e, err_text(e));
  }
  site_close(site);
  return e;
}

/* Takes away the pages of the site that is there: web servers read them without
 * asking. One whose database is damaged cannot be asked either. */
static enum err end_pages(struct work *w) {
  static const char *const links[] = {"cache", "pages"};
  struct site *old = NULL;
  char path[PATH_MAX + 32], ignored[400];
  enum err e = OK;
  if (site_open(&old, w->dir, ROLE_COMMAND, ignored, sizeof ignored) == OK) {
    e = cache_epoch_flush(old);
    if (!e)
      e = txn_revision(old->db, DEP_SITE, 0, &w->change);
  }
  site_close(old);
  for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
    snprintf(path, sizeof path, "%s/run/%s", w->dir, links[i]);
    if (!e && unlink(path) != 0 && errno != ENOENT && errno != ENOTDIR)
      return fail_path(w, path);
  }
  return e ? fail(w, e, err_text(e)) : OK;
}

/* The folders a site has besides, and that the new one can be opened where it is. */
static enum err finish(void *context) {
  struct work *w = context;
  static const char *const folders[] = {"media", "templates", "public", "run"};
  struct site *site = NULL;
  char path[PATH_MAX + 32];
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", w->dir, folders[i]);
    if (mkdir(path, 0755) != 0)
      continue;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum err e = fd < 0 ? ERR_IO : file_give(fd, &w->like, 02775);
    if (fd >= 0)
      close(fd);
    if (e)
      return fail(w, e, err_text(e));
  }
  enum err e = site_open(&site, w->dir, ROLE_COMMAND, w->why, w->why_size);
  site_close(site);
  return e;
}

static enum err run(struct work *w) {
  enum err e = unpack(w);
  if (!e)
    e = check_database(w);
  if (!e && w->is_site)
    e = end_pages(w);
  return e ? e
           : restore_swap(
                 w->dir, &w->like, finish, w, w->out->aside, w->why, w->why_size);
}

enum err restore_site(const char *file, const char *dir, struct restored *out,
    char *why, size_t why_size) {
  struct work w = {
      .file = file, .dir = dir, .out = out, .why = why, .why_size = why_size};
  int lock = -1;
  *out = (struct restored){.aside = ""};
  why[0] = '\0';
  enum err e = look(&w, &lock);
  if (!e) {
    e = run(&w);
    if (!site_is_interrupted(dir))
      folder_remove(w.fresh);
  }
  if (lock >= 0)
    close(lock);
  if (e && w.is_new)
    rmdir(dir);
  if (e && !*why)
    snprintf(why, why_size, "%s", err_text(e));
  return e;
}
