/* How it works: the backup is unpacked into a folder inside the site directory, hence
 * on the same file system, and checked and upgraded there. Then the page cache of the
 * old site is given up, and the two sites are exchanged by renaming (restore_swap.c).
 * Until that moment the old site is as it was, and afterwards it is kept. */
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

#include "base/clock.h"
#include "base/file.h"
#include "base/folder.h"
#include "db/cache_record.h"
#include "db/integrity.h"
#include "db/model/mail.h"
#include "db/txn.h"
#include "ops/backup.h"
#include "ops/restore_swap.h"
#include "ops/service.h"
#include "ops/unpack.h"
#include "site/cache/cache_epoch.h"
#include "site/site_open.h"

enum { RESTORE_LOCK_TRIES = 100 }; /* 20 ms apart */

struct restore {
  const char *file, *dir;
  const struct age_keys *identities; /* NULL: none */
  char fresh[PATH_MAX];
  struct stat like; /* the site's directory */
  bool is_new,
      is_site;    /* is_new: created by this restore; is_site: has a site already */
  int64_t change; /* the number of its last change; 0 if that could not be read */
  struct restored *out;
  char *why;
  size_t why_size;
};

/* For sentences that name no file. */
static enum err restore_fail(struct restore *w, enum err e, const char *fault) {
  snprintf(w->why, w->why_size, "%s", fault);
  return e;
}

static enum err restore_fail_path(struct restore *w, const char *path) {
  snprintf(w->why, w->why_size, "%s: %s", path, strerror(errno));
  return err_of_errno_in_site(errno);
}

static bool restore_exists(const char *dir, const char *name) {
  char path[PATH_MAX + 32];
  struct stat st;
  snprintf(path, sizeof path, "%s/%s", dir, name);
  /* lstat, because a link counts even if it leads nowhere. */
  return lstat(path, &st) == 0;
}

/* Waits two seconds for other commands, most of which are quick; not for an import. */
static enum err restore_lock(struct restore *w, int *lock) {
  const struct timespec pause = {.tv_nsec = 20000000};
  enum err e = service_lock(w->dir, lock);
  for (int i = 0; e == ERR_BUSY && i < RESTORE_LOCK_TRIES; i++) {
    if (service_imports(w->dir))
      return restore_fail(w, e,
          "an import into this site is running: wait until it is done, or stop it");
    nanosleep(&pause, NULL);
    e = service_lock(w->dir, lock);
  }
  if (e == ERR_BUSY)
    return restore_fail(
        w, e, "another command is working on this site: try again when it is done");
  return e ? restore_fail(w, e, err_text(e)) : OK;
}

/* Creates or examines the directory, locks it, and makes sure that no service uses it.
 */
static enum err restore_prepare(struct restore *w, int *lock) {
  w->is_new = mkdir(w->dir, 0755) == 0;
  /* mkdir ignores the setgid bit and obeys the umask, hence chmod. With setgid, new
   * files get the group of the site. */
  if (w->is_new ? chmod(w->dir, 02775) != 0 : errno != EEXIST)
    return restore_fail_path(w, w->dir);
  if (stat(w->dir, &w->like) != 0)
    return restore_fail_path(w, w->dir);
  enum err e = restore_lock(w, lock);
  if (e)
    return e;
  if (service_runs(w->dir))
    return restore_fail(w, ERR_BUSY,
        "pamphlet.fcgi is serving this site: stop it first, and start it again afterwards");
  /* An earlier restore that was killed is completed or undone first: until then the
   * site is in neither state. */
  e = restore_swap_resume(w->dir, w->why, w->why_size);
  /* Either of them may be all that is left of a damaged site, which has to be kept
   * too. */
  w->is_site =
      restore_exists(w->dir, "site.ini") || restore_exists(w->dir, "pamphlet.db");
  return e;
}

static enum err restore_unpack(struct restore *w) {
  snprintf(w->fresh, sizeof w->fresh, "%s/" RESTORE_SWAP_FRESH, w->dir);
  folder_remove(w->fresh); /* left by an interrupted restore */
  if (mkdir(w->fresh, 0700) != 0)
    return restore_fail_path(w, w->fresh);
  enum err e =
      unpack_backup(w->file, w->identities, w->fresh, &w->like, w->why, w->why_size);
  if (e)
    return e;
  if (!restore_exists(w->fresh, "site.ini") || !restore_exists(w->fresh, "pamphlet.db"))
    return restore_fail(w, ERR_INVALID,
        "this is not a backup of a site: site.ini or pamphlet.db is missing from it");
  return OK;
}

/* Ends the check at the first finding: one is enough to refuse the backup. */
static enum err restore_note_finding(void *context, const char *finding) {
  struct restore *w = context;
  snprintf(w->why, w->why_size, "the database in the backup is damaged: %s", finding);
  return ERR_DAMAGED;
}

/* The page cache holds pages of the old database, and browsers hold ETags made from its
 * change numbers. The restored database forgets the one and continues after the highest
 * of the other, so that neither is mistaken for its own. Nor may it send again what was
 * sent after the backup. */
static enum err restore_renumber(struct db *s, void *context) {
  const struct restore *w = context;
  enum err e = txn_advance(s, w->change);
  if (!e)
    e = mail_hold_all(s, clock_now());
  if (!e)
    e = cache_record_set(s, &(struct cache_record){.folder = "", .epoch = ""});
  return e ? e : txn_invalidate(s, DEP_SITE, 0);
}

static enum err restore_check_database(struct restore *w) {
  struct site *site = NULL;
  /* The upgrade works on the unpacked copy: if it fails, neither the site nor the
   * backup has changed. */
  enum err e = site_upgrade(
      w->fresh, &w->out->schema_from, &w->out->schema_to, w->why, w->why_size);
  if (!e)
    e = site_open(&site, w->fresh, ROLE_COMMAND, w->why, w->why_size);
  if (!e) {
    e = integrity_of_file(site->db, restore_note_finding, w);
    /* Without the hook: this copy of the site has no page cache to evict from. */
    txn_set_hook(site->db, NULL, NULL, NULL);
    if (!e)
      e = txn_write(site->db, restore_renumber, w);
    if (e && !*w->why)
      restore_fail(w, e, err_text(e));
  }
  site_close(site);
  return e;
}

/* Evicts the pages of the old site and removes the links to them: a web server sends
 * them without asking the program. A damaged old database is skipped; for it, removing
 * the links is enough. */
static enum err restore_end_cache(struct restore *w) {
  static const char *const links[] = {"cache", "pages"};
  struct site *old = NULL;
  char path[PATH_MAX + 32], ignored[400];
  enum err e = OK;
  /* A restore is often made because the old site does not open. */
  if (site_open(&old, w->dir, ROLE_COMMAND, ignored, sizeof ignored) == OK) {
    e = cache_epoch_flush(old);
    if (!e)
      e = txn_revision(old->db, DEP_SITE, 0, &w->change);
  }
  site_close(old);
  for (size_t i = 0; i < sizeof links / sizeof links[0]; i++) {
    snprintf(path, sizeof path, "%s/run/%s", w->dir, links[i]);
    if (!e && unlink(path) != 0 && errno != ENOENT && errno != ENOTDIR)
      return restore_fail_path(w, path);
  }
  return e ? restore_fail(w, e, err_text(e)) : OK;
}

/* Creates the folders that a site has but the backup had not, and opens the new site in
 * its place. */
static enum err restore_finish(void *context) {
  struct restore *w = context;
  static const char *const folders[] = {"media", "templates", "public", "run"};
  struct site *site = NULL;
  char path[PATH_MAX + 32];
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
    snprintf(path, sizeof path, "%s/%s", w->dir, folders[i]);
    /* The usual error is EEXIST: the backup had the folder. */
    if (mkdir(path, 0755) != 0)
      continue;
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum err e = fd < 0 ? ERR_IO : file_give(fd, &w->like, 02775);
    if (fd >= 0)
      close(fd);
    if (e)
      return restore_fail(w, e, err_text(e));
  }
  enum err e = site_open(&site, w->dir, ROLE_COMMAND, w->why, w->why_size);
  site_close(site);
  return e;
}

static enum err restore_all(struct restore *w) {
  enum err e = restore_unpack(w);
  if (!e)
    e = restore_check_database(w);
  if (!e && w->is_site)
    e = restore_end_cache(w);
  return e ? e
           : restore_swap(w->dir, &w->like, restore_finish, w, w->out->aside, w->why,
                 w->why_size);
}

/* Removes the directory that this restore has created, and run/, which restore_finish
 * may have created in it. rmdir removes only an empty directory, so nothing can be
 * lost. */
static void restore_remove_new(const char *dir) {
  char run[PATH_MAX + 8];
  snprintf(run, sizeof run, "%s/run", dir);
  rmdir(run);
  rmdir(dir);
}

enum err restore_site(const char *file, const struct age_keys *identities,
    const char *dir, struct restored *out, char *why, size_t why_size) {
  struct restore w = {.file = file,
      .identities = identities,
      .dir = dir,
      .out = out,
      .why = why,
      .why_size = why_size};
  int lock = -1;
  *out = (struct restored){.aside = ""};
  why[0] = '\0';
  enum err e = restore_prepare(&w, &lock);
  if (!e) {
    e = restore_all(&w);
    /* A swap that was neither completed nor undone still needs the new files. */
    if (!site_is_interrupted(dir))
      folder_remove(w.fresh);
  }
  if (lock >= 0)
    close(lock);
  if (e && w.is_new)
    restore_remove_new(dir);
  if (e && !*why)
    snprintf(why, why_size, "%s", err_text(e));
  return e;
}
