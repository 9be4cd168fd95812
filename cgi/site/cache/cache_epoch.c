#include "site/cache/cache_epoch.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypt.h"
#include "base/log.h"
#include "db/cache_record.h"
#include "db/txn.h"
#include "pagecache/pagecache.h"
#include "pagecache/pagecache_create.h"
#include "pagecache/pagecache_epoch.h"
#include "pagecache/pagecache_lock.h"
#include "pagecache/pagecache_quick.h"
#include "pagecache/pagecache_replace.h"
#include "pagecache/pagecache_sweep.h"
#include "site/cache/cache_lease.h"

/* In the site directory and not in the folder of the cache, which may be deleted at any
 * time: the lock has to exist as long as the database. */
static char *cache_epoch_lock_file(const struct site *site, struct arena *a) {
  return arena_printf(a, "%s/pamphlet.lock", site->dir);
}

static void cache_epoch_detach(struct site *site) {
  pagecache_close(site->pagecache);
  site->pagecache = NULL;
  site->pagecache_folder[0] = '\0';
}

/* Makes site->pagecache the page cache of a row. Keeps it open if it is the same: this
 * runs once per uncached page. */
static enum err cache_epoch_attach_row(
    struct site *site, struct arena *a, const struct cache_record *row) {
  if (site->pagecache && strcmp(row->folder, site->pagecache_folder) == 0 &&
      (uint64_t)row->lock_number == pagecache_lock_number(site->pagecache) &&
      pagecache_is_intact(site->pagecache))
    return OK;
  cache_epoch_detach(site);
  if (!*row->folder)
    return OK;
  char *lock = cache_epoch_lock_file(site, a);
  enum err e = lock ? pagecache_open(&site->pagecache, row->folder, lock) : ERR_NOMEM;
  /* The folder was in memory, and is lost after a restart of the machine. */
  if (e == ERR_NOT_FOUND)
    return OK;
  if (e)
    return e;
  /* In a copy of the site the lock file is another one, so locking it would not keep
   * the processes of the original out. */
  if ((uint64_t)row->lock_number != pagecache_lock_number(site->pagecache)) {
    cache_epoch_detach(site);
    return ERR_PAGECACHE;
  }
  snprintf(site->pagecache_folder, sizeof site->pagecache_folder, "%s", row->folder);
  return OK;
}

enum err cache_epoch_attach(
    struct site *site, struct arena *a, struct cache_record *row) {
  enum err e = cache_record_read(site->db, a, row);
  return e ? e : cache_epoch_attach_row(site, a, row);
}

/* The record is written before the folder changes. If the transaction is rolled back
 * after that, the token of the folder is not that of the record: cache_epoch_fits is
 * false, nothing is published, and cache_epoch_tend begins another epoch. */
enum err cache_epoch_renew_own(struct site *site, const struct cache_record *row) {
  uint8_t random[16];
  struct pagecache_epoch epoch = {.render_key = 0}, old;
  struct cache_record renewed = *row;
  crypt_random(random, sizeof random);
  crypt_hex(random, sizeof random, epoch.token);
  renewed.epoch = epoch.token;
  enum err e = cache_record_set(site->db, &renewed);
  if (e)
    return e;
  /* 0 is "no theme": only processes that render have one. */
  if (site->render_key) {
    epoch.render_key = site->render_key;
    epoch.list_key = site->settings.list_key;
  } else if (pagecache_read_epoch(site->pagecache, &old) == OK) {
    /* The command has no theme. It keeps the keys of the process that renders, so that
     * the new epoch accepts pages from it. */
    epoch.render_key = old.render_key;
    epoch.list_key = old.list_key;
  }
  return pagecache_begin_epoch(site->pagecache, &epoch);
}

enum err cache_epoch_renew(struct site *site, const struct cache_record *row) {
  enum err e = txn_invalidate(site->db, DEP_SITE, 0);
  return e ? e : cache_epoch_renew_own(site, row);
}

/* Without an epoch there is no page that could be stale. */
bool cache_epoch_has_lists_of(const struct site *site) {
  struct pagecache_epoch epoch;
  enum err e = pagecache_read_epoch(site->pagecache, &epoch);
  return e == ERR_NOT_FOUND || (!e && epoch.list_key == site->settings.list_key);
}

/* "auto" is below the folder that systemd created for the service, or else a folder in
 * /dev/shm whose name identifies user and site. */
const char *cache_epoch_wanted_folder(const struct site *site, struct arena *a) {
  const char *setting = site->settings.cache_folder;
  const char *runtime = getenv("RUNTIME_DIRECTORY");
  uint8_t hash[CRYPT_HASH];
  char name[17];
  if (strcmp(setting, "off") == 0)
    return arena_strdup(a, "");
  if (strcmp(setting, "auto") != 0)
    return arena_strdup(a, setting);
  /* RUNTIME_DIRECTORY may be a list separated by colons; the first folder is used. */
  if (runtime && *runtime == '/')
    return arena_printf(a, "%.*s/pages", (int)strcspn(runtime, ":"), runtime);
  crypt_hash(site->dir, strlen(site->dir), hash);
  /* Eight bytes keep the name short. If two sites had the same name, the file
   * `owner` would still tell them apart. */
  crypt_hex(hash, 8, name);
  return arena_printf(a, "/dev/shm/pamphlet-%ld-%s", (long)geteuid(), name);
}

void cache_epoch_attach_wanted(struct site *site, struct arena *a) {
  if (site->pagecache && pagecache_is_intact(site->pagecache))
    return;
  cache_epoch_detach(site);
  const char *folder = cache_epoch_wanted_folder(site, a);
  const char *lock = cache_epoch_lock_file(site, a);
  if (folder && *folder && lock && pagecache_open(&site->pagecache, folder, lock) != OK)
    site->pagecache = NULL;
}

enum err cache_epoch_check_setting(const char *value, char *why, size_t why_size) {
  char fault[400];
  if (*value != '/' || pagecache_check_folder(value, fault, sizeof fault) == OK)
    return OK;
  snprintf(why, why_size,
      "%s: use a folder of its own in memory, like /dev/shm/blog, or \"auto\"", fault);
  return ERR_CONFIG;
}

/* Renamed into place, so that a web server never finds the link missing. */
static enum err cache_epoch_link_name(
    const struct site *site, struct arena *a, const char *name, const char *folder) {
  char *link = arena_printf(a, "%s/run/%s", site->dir, name);
  char *next = arena_printf(a, "%s/run/%s.next", site->dir, name);
  if (!link || !next)
    return ERR_NOMEM;
  if (!*folder)
    return unlink(link) == 0 || errno == ENOENT ? OK : err_of_errno(errno);
  /* Left over from a process that died between symlink and rename. */
  unlink(next);
  /* rename(2) replaces an existing link in one step; symlink alone would fail for
   * it. */
  return symlink(folder, next) == 0 && rename(next, link) == 0 ? OK
                                                               : err_of_errno(errno);
}

/* Web servers read the cache through a link whose name stays the same wherever the
 * folder is. "pages" is the former name, which existing configurations use. */
static enum err cache_epoch_link_folder(
    const struct site *site, struct arena *a, const char *folder) {
  enum err e = cache_epoch_link_name(site, a, "cache", folder);
  return e ? e : cache_epoch_link_name(site, a, "pages", folder);
}

enum err cache_epoch_let_go(
    struct site *site, struct arena *a, const struct cache_record *row) {
  char *lock = cache_epoch_lock_file(site, a);
  cache_epoch_detach(site);
  log_event(LOG_LEVEL_WARN, "pagecache.let_go", "folder", row->folder, NULL);
  /* The pages go first. Without the record, no process would know of them any more, and
   * a web server would go on sending them. */
  enum err e = lock ? pagecache_abandon(row->folder, lock) : ERR_NOMEM;
  if (!e)
    e = cache_epoch_link_folder(site, a, "");
  return e ? e
           : cache_record_set(
                 site->db, &(struct cache_record){.folder = "", .epoch = ""});
}

/* The change that cache_epoch_start writes. */
struct cache_epoch_start {
  struct arena *arena;
  const char *folder, *lock_file;
  int64_t lock_number;
};

static enum err cache_epoch_set_record(struct db *s, void *context) {
  const struct cache_epoch_start *c = context;
  /* Without a token: no epoch fits it until a write begins one. The invalidation of
   * DEP_SITE below does that at once, in the hook of this transaction. */
  const struct cache_record row = {
      .folder = c->folder, .epoch = "", .lock_number = c->lock_number};
  struct cache_record old;
  enum err e = cache_record_read(s, c->arena, &old);
  /* A folder that the settings no longer name still has pages, and the web server may
   * still have the old link open. */
  if (!e && *old.folder && strcmp(old.folder, c->folder) != 0)
    e = pagecache_abandon(old.folder, c->lock_file);
  if (!e)
    e = cache_record_set(s, &row);
  return e ? e : txn_invalidate(s, DEP_SITE, 0);
}

/* Creates the folder, and reads the number of its lock. Both happen before the write
 * transaction: creating folders may take long. */
static enum err cache_epoch_prepare(
    struct cache_epoch_start *start, char *why, size_t why_size) {
  struct pagecache *pagecache = NULL;
  enum err e = pagecache_create(start->folder, start->lock_file, why, why_size);
  if (!e)
    e = pagecache_open(&pagecache, start->folder, start->lock_file);
  if (!e)
    start->lock_number = (int64_t)pagecache_lock_number(pagecache);
  else if (!*why)
    snprintf(why, why_size, "the page cache in %s: %s", start->folder, err_text(e));
  pagecache_close(pagecache);
  return e;
}

enum err cache_epoch_start(
    struct site *site, struct arena *a, char *why, size_t why_size) {
  struct cache_epoch_start start = {
      a, cache_epoch_wanted_folder(site, a), cache_epoch_lock_file(site, a), 0};
  struct cache_record row;
  why[0] = '\0';
  if (!start.folder || !start.lock_file)
    return ERR_NOMEM;
  /* A blog without a page cache is slower but works: a failure is logged, and the start
   * goes on. */
  if (*start.folder && cache_epoch_prepare(&start, why, why_size)) {
    log_event(LOG_LEVEL_WARN, "pagecache.off", "why", why, NULL);
    start.folder = "";
  }
  /* With no folder before and none now, there is nothing to record, and the start
   * needs no write. */
  enum err e = cache_record_read(site->db, a, &row);
  if (!e && (*start.folder || *row.folder))
    e = txn_write(site->db, cache_epoch_set_record, &start);
  return e ? e : cache_epoch_link_folder(site, a, start.folder);
}

bool cache_epoch_fits(const struct site *site, const struct cache_record *row) {
  struct pagecache_epoch epoch;
  return pagecache_read_epoch(site->pagecache, &epoch) == OK &&
         strcmp(epoch.token, row->epoch) == 0 && epoch.render_key == site->render_key;
}

static enum err cache_epoch_invalidate_site(struct db *s, void *context) {
  (void)context;
  return txn_invalidate(s, DEP_SITE, 0);
}

/* An empty change: the hook sees DEP_SITE and begins a new epoch. */
enum err cache_epoch_flush(struct site *site) {
  return txn_write(site->db, cache_epoch_invalidate_site, NULL);
}

/* After a failure, waits a while: the scheduler calls this several times per second,
 * and each attempt is logged. */
static enum err cache_epoch_start_again(struct site *site, struct arena *a) {
  enum { RETRY_S = 60 };
  char why[400];
  const char *wanted = cache_epoch_wanted_folder(site, a);
  if (!wanted)
    return ERR_NOMEM;
  /* After a successful start the retry is due at once, so that a folder deleted again
   * is replaced at once, too. */
  if (!*wanted || clock_now() < site->pagecache_retry)
    return OK;
  site->pagecache_retry = clock_now() + RETRY_S * CLOCK_SECOND;
  enum err e = cache_epoch_start(site, a, why, sizeof why);
  if (!e && !*why)
    site->pagecache_retry = 0;
  return e;
}

/* A page that is published has waited already. After a time-out the response is sent
 * all the same: it is current. */
void cache_epoch_settle(struct site *site) {
  if (site->pagecache && pagecache_kept(site->pagecache) &&
      pagecache_lock_shared(site->pagecache) == OK)
    pagecache_unlock(site->pagecache);
}

enum err cache_epoch_tend(struct site *site, struct arena *a) {
  struct cache_record row;
  enum err e = cache_epoch_attach(site, a, &row);
  /* Taking the lock evicts what a process has left that died in the middle of a
   * change. */
  if (!e)
    cache_epoch_settle(site);
  if (e == ERR_PAGECACHE || (!e && !site->pagecache))
    return cache_epoch_start_again(site, a);
  /* Without a lease there is no epoch, until the process that keeps it begins one. */
  bool is_fine = !e && !row.is_foreign &&
                 (cache_epoch_fits(site, &row) || !cache_lease_is_valid(site));
  if (e || is_fine)
    return e;
  log_event(LOG_LEVEL_WARN, "pagecache.renew", "why",
      row.is_foreign ? "the database was changed by another program"
                     : "the page cache and the database disagree",
      NULL);
  return cache_epoch_flush(site);
}

/* Another user would create a folder that the owner's processes refuse
 * (pagecache_make_folder). */
static bool cache_epoch_owns_database(const struct site *site, struct arena *a) {
  struct stat st;
  char *file = arena_printf(a, "%s/pamphlet.db", site->dir);
  return file && stat(file, &st) == 0 && st.st_uid == geteuid();
}

enum err cache_epoch_tend_once(struct site *site, struct arena *a) {
  char why[400];
  struct cache_record row;
  const char *wanted = cache_epoch_wanted_folder(site, a);
  enum err e = wanted ? cache_record_read(site->db, a, &row) : ERR_NOMEM;
  if (e)
    return e;
  bool owner = cache_epoch_owns_database(site, a);
  if (owner && strcmp(wanted, row.folder) != 0)
    return cache_epoch_start(site, a, why, sizeof why);
  return owner || *row.folder ? cache_epoch_tend(site, a) : OK;
}

void cache_epoch_sweep(struct site *site) {
  if (site->pagecache)
    pagecache_sweep(site->pagecache);
}

/* Nothing depends on it, so a failure is logged, and the page stays as it is. */
void cache_epoch_compress(struct site *site) {
  enum { QUIET_US = 2000000, PAGES_MOST = 4 };
  enum err e = OK;
  for (int i = 0; i < PAGES_MOST && site->pagecache && e != ERR_NOT_FOUND; i++) {
    e = pagecache_quick_compress(site->pagecache, QUIET_US);
    if (e && e != ERR_NOT_FOUND && e != ERR_EXISTS && e != ERR_BUSY)
      log_event(LOG_LEVEL_WARN, "pagecache.compress", "error", err_name(e), NULL);
  }
}
