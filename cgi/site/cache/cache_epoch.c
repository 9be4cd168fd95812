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

static char *lock_file(const struct site *site, struct arena *a) {
  return arena_printf(a, "%s/pamphlet.lock", site->dir);
}

static void detach(struct site *site) {
  shelf_close(site->shelf);
  site->shelf = NULL;
  site->shelf_folder[0] = '\0';
}

/* Makes site->shelf the store of a row. */
static enum err attach(
    struct site *site, struct arena *a, const struct page_store *row) {
  if (site->shelf && strcmp(row->folder, site->shelf_folder) == 0 &&
      (uint64_t)row->lock_number == shelf_lock_number(site->shelf) &&
      shelf_is_whole(site->shelf))
    return OK;
  detach(site);
  if (!*row->folder)
    return OK;
  char *lock = lock_file(site, a);
  enum err e = lock ? shelf_open(&site->shelf, row->folder, lock) : ERR_NOMEM;
  if (e == ERR_NOT_FOUND)
    return OK;
  if (e)
    return e;
  /* Another lock would keep nobody out. */
  if ((uint64_t)row->lock_number != shelf_lock_number(site->shelf)) {
    detach(site);
    return ERR_PAGE_STORE;
  }
  snprintf(site->shelf_folder, sizeof site->shelf_folder, "%s", row->folder);
  return OK;
}

enum err page_epoch_attach(struct site *site, struct arena *a, struct page_store *row) {
  enum err e = page_store_read(site->store, a, row);
  return e ? e : attach(site, a, row);
}

enum err page_epoch_renew(struct site *site, const struct page_store *row) {
  uint8_t random[16];
  struct shelf_epoch epoch = {.render_key = 0}, old;
  struct page_store renewed = *row;
  token_random(random, sizeof random);
  token_hex(random, sizeof random, epoch.token);
  renewed.epoch = epoch.token;
  enum err e = page_store_set(site->store, &renewed);
  if (!e)
    e = gate_touch(site->store, GATE_SITE, 0);
  if (e)
    return e;
  if (site->render_key) {
    epoch.render_key = site->render_key;
    epoch.list_key = site->config.list_key;
  } else if (shelf_read_epoch(site->shelf, &old) == OK) {
    /* The command has no templates: it goes on with the keys of whoever renders. */
    epoch.render_key = old.render_key;
    epoch.list_key = old.list_key;
  }
  return shelf_begin_epoch(site->shelf, &epoch);
}

bool page_epoch_has_lists_of(const struct site *site) {
  struct shelf_epoch epoch;
  enum err e = shelf_read_epoch(site->shelf, &epoch);
  return e == ERR_NOT_FOUND || (!e && epoch.list_key == site->config.list_key);
}

/* Where the settings want the store: "auto" is the folder that systemd made for the
 * service, else one in /dev/shm that belongs to this user and this site. */
static char *wanted_folder(const struct site *site, struct arena *a) {
  const char *setting = site->config.page_store;
  const char *runtime = getenv("RUNTIME_DIRECTORY");
  uint8_t hash[TOKEN_HASH];
  char name[17];
  if (strcmp(setting, "off") == 0)
    return arena_strdup(a, "");
  if (strcmp(setting, "auto") != 0)
    return arena_strdup(a, setting);
  if (runtime && *runtime == '/')
    return arena_printf(a, "%.*s/pages", (int)strcspn(runtime, ":"), runtime);
  token_hash(site->dir, strlen(site->dir), hash);
  token_hex(hash, 8, name);
  return arena_printf(a, "/dev/shm/pamphlet-%ld-%s", (long)geteuid(), name);
}

enum err page_epoch_check_setting(const char *value, char *why, size_t why_size) {
  char fault[400];
  if (*value != '/' || shelf_check_folder(value, fault, sizeof fault) == OK)
    return OK;
  snprintf(why, why_size,
      "%s: name a folder of its own in memory, like /dev/shm/blog, or auto, which finds"
      " a place",
      fault);
  return ERR_CONFIG;
}

/* What web servers are told to read stays the same wherever the store is. */
static enum err link_folder(
    const struct site *site, struct arena *a, const char *folder) {
  char *link = arena_printf(a, "%s/run/pages", site->dir);
  char *next = arena_printf(a, "%s/run/pages.next", site->dir);
  if (!link || !next)
    return ERR_NOMEM;
  if (!*folder)
    return unlink(link) == 0 || errno == ENOENT ? OK : ERR_IO;
  unlink(next);
  return symlink(folder, next) == 0 && rename(next, link) == 0 ? OK : ERR_IO;
}

enum err page_epoch_let_go(
    struct site *site, struct arena *a, const struct page_store *row) {
  char *lock = lock_file(site, a);
  detach(site);
  log_event(LOG_LEVEL_WARN, "page_store.let_go", "folder", row->folder, NULL);
  enum err e = lock ? shelf_abandon(row->folder, lock) : ERR_NOMEM;
  if (!e)
    e = link_folder(site, a, "");
  return e ? e
           : page_store_set(
                 site->store, &(struct page_store){.folder = "", .epoch = ""});
}

struct start {
  struct arena *arena;
  const char *folder, *lock_file;
  int64_t lock_number;
};

static enum err set_store(struct store *s, void *context) {
  const struct start *c = context;
  const struct page_store row = {
      .folder = c->folder, .epoch = "", .lock_number = c->lock_number};
  struct page_store old;
  enum err e = page_store_read(s, c->arena, &old);
  if (!e && *old.folder && strcmp(old.folder, c->folder) != 0)
    e = shelf_abandon(old.folder, c->lock_file);
  if (!e)
    e = page_store_set(s, &row);
  return e ? e : gate_touch(s, GATE_SITE, 0);
}

/* Makes the folder and notes its lock. */
static enum err prepare(struct start *start, char *why, size_t why_size) {
  struct shelf *shelf = NULL;
  enum err e = shelf_make(start->folder, start->lock_file, why, why_size);
  if (!e)
    e = shelf_open(&shelf, start->folder, start->lock_file);
  if (!e)
    start->lock_number = (int64_t)shelf_lock_number(shelf);
  else if (!*why)
    snprintf(why, why_size, "the page store in %s: %s", start->folder, err_text(e));
  shelf_close(shelf);
  return e;
}

enum err page_epoch_start(
    struct site *site, struct arena *a, char *why, size_t why_size) {
  struct start start = {a, wanted_folder(site, a), lock_file(site, a), 0};
  struct page_store row;
  why[0] = '\0';
  if (!start.folder || !start.lock_file)
    return ERR_NOMEM;
  if (*start.folder && prepare(&start, why, why_size)) {
    log_event(LOG_LEVEL_WARN, "page_store.off", "why", why, NULL);
    start.folder = "";
  }
  enum err e = page_store_read(site->store, a, &row);
  if (!e && (*start.folder || *row.folder))
    e = gate_write(site->store, set_store, &start);
  return e ? e : link_folder(site, a, start.folder);
}

bool page_epoch_fits(const struct site *site, const struct page_store *row) {
  struct shelf_epoch epoch;
  return shelf_read_epoch(site->shelf, &epoch) == OK &&
         strcmp(epoch.token, row->epoch) == 0 && epoch.render_key == site->render_key;
}

static enum err touch_site(struct store *s, void *context) {
  (void)context;
  return gate_touch(s, GATE_SITE, 0);
}

enum err page_epoch_flush(struct site *site) {
  return gate_write(site->store, touch_site, NULL);
}

/* What cannot be made is not tried four times a second. */
static enum err start_again(struct site *site, struct arena *a) {
  enum { PATIENCE_S = 60 };
  char why[400];
  const char *wanted = wanted_folder(site, a);
  if (!wanted)
    return ERR_NOMEM;
  if (!*wanted || clock_now() < site->shelf_retry)
    return OK;
  site->shelf_retry = clock_now() + PATIENCE_S * CLOCK_SECOND;
  enum err e = page_epoch_start(site, a, why, sizeof why);
  if (!e && !*why)
    site->shelf_retry = 0;
  return e;
}

enum err page_epoch_tend(struct site *site, struct arena *a) {
  struct page_store row;
  enum err e = page_epoch_attach(site, a, &row);
  if (e == ERR_PAGE_STORE || (!e && !site->shelf))
    return start_again(site, a);
  if (e || (!row.is_foreign && page_epoch_fits(site, &row)))
    return e;
  log_event(LOG_LEVEL_WARN, "page_store.renew", "why",
      row.is_foreign ? "the database was changed by another program"
                     : "the store and the database disagree",
      NULL);
  return page_epoch_flush(site);
}

static bool owns_database(const struct site *site, struct arena *a) {
  struct stat st;
  char *file = arena_printf(a, "%s/pamphlet.db", site->dir);
  return file && stat(file, &st) == 0 && st.st_uid == geteuid();
}

enum err page_epoch_tend_once(struct site *site, struct arena *a) {
  char why[400];
  struct page_store row;
  const char *wanted = wanted_folder(site, a);
  enum err e = wanted ? page_store_read(site->store, a, &row) : ERR_NOMEM;
  if (e)
    return e;
  bool owner = owns_database(site, a);
  if (owner && strcmp(wanted, row.folder) != 0)
    return page_epoch_start(site, a, why, sizeof why);
  return owner || *row.folder ? page_epoch_tend(site, a) : OK;
}
