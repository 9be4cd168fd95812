#include "site/page_epoch.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "base/token.h"
#include "store/gate.h"
#include "store/page_store.h"

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
  if (site->shelf && strcmp(row->folder, site->shelf_folder) == 0)
    return OK;
  detach(site);
  if (!*row->folder)
    return OK;
  char *lock = lock_file(site, a);
  enum err e = lock ? shelf_open(&site->shelf, row->folder, lock) : ERR_NOMEM;
  if (e == ERR_NOT_FOUND)
    return OK;
  if (!e)
    snprintf(site->shelf_folder, sizeof site->shelf_folder, "%s", row->folder);
  return e;
}

enum err page_epoch_attach(struct site *site, struct arena *a, struct page_store *row) {
  enum err e = page_store_read(site->store, a, row);
  return e ? e : attach(site, a, row);
}

enum err page_epoch_lock(struct site *site, const struct page_store *row) {
  enum err e = shelf_lock(site->shelf);
  if (e || (uint64_t)row->lock_number == shelf_lock_number(site->shelf))
    return e;
  shelf_unlock(site->shelf);
  return ERR_PAGE_STORE;
}

enum err page_epoch_renew(struct site *site, const struct page_store *row) {
  uint8_t random[16];
  char token[SHELF_TOKEN], old[SHELF_TOKEN];
  uint64_t key = site->render_key;
  token_random(random, sizeof random);
  token_hex(random, sizeof random, token);
  struct page_store renewed = *row;
  renewed.epoch = token;
  enum err e = page_store_set(site->store, &renewed);
  if (!e)
    e = gate_touch(site->store, GATE_SITE, 0);
  if (e)
    return e;
  /* The command has no templates: it goes on with the key of whoever renders. */
  if (!key && shelf_epoch(site->shelf, old, &key) != OK)
    key = 0;
  return shelf_begin_epoch(site->shelf, token, key);
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

struct start {
  const char *folder;
  int64_t lock_number;
};

static enum err set_store(struct store *s, void *context) {
  const struct start *c = context;
  const struct page_store row = {
      .folder = c->folder, .epoch = "", .lock_number = c->lock_number};
  enum err e = page_store_set(s, &row);
  return e ? e : gate_touch(s, GATE_SITE, 0);
}

/* Ends the store that was used until now. */
static enum err leave_store(struct site *site) {
  if (!site->shelf)
    return OK;
  enum err e = shelf_lock(site->shelf);
  if (!e) {
    e = shelf_end_epoch(site->shelf);
    shelf_unlock(site->shelf);
  }
  return e == ERR_PAGE_STORE ? OK : e;
}

/* Makes `folder` and notes its lock; none where that cannot be done. */
static enum err prepare(struct site *site, struct arena *a, struct start *start,
    char *why, size_t why_size) {
  struct shelf *shelf = NULL;
  char *lock = lock_file(site, a);
  if (!lock)
    return ERR_NOMEM;
  enum err e = shelf_make(start->folder, lock, why, why_size);
  if (!e)
    e = shelf_open(&shelf, start->folder, lock);
  if (!e)
    start->lock_number = (int64_t)shelf_lock_number(shelf);
  else if (!*why)
    snprintf(why, why_size, "the page store in %s: %s", start->folder, err_text(e));
  shelf_close(shelf);
  return e;
}

enum err page_epoch_start(
    struct site *site, struct arena *a, char *why, size_t why_size) {
  struct start start = {wanted_folder(site, a), 0};
  why[0] = '\0';
  if (!start.folder)
    return ERR_NOMEM;
  if (*start.folder && prepare(site, a, &start, why, why_size)) {
    log_event(LOG_LEVEL_WARN, "page_store.off", "why", why, NULL);
    start.folder = "";
  }
  struct page_store row;
  enum err e = page_epoch_attach(site, a, &row);
  if (!e && strcmp(site->shelf_folder, start.folder) != 0)
    e = leave_store(site);
  if (!e)
    e = gate_write(site->store, set_store, &start);
  return e ? e : link_folder(site, a, start.folder);
}

bool page_epoch_fits(struct site *site, const struct page_store *row) {
  char epoch[SHELF_TOKEN];
  uint64_t key;
  return shelf_epoch(site->shelf, epoch, &key) == OK &&
         strcmp(epoch, row->epoch) == 0 && key == site->render_key;
}

bool page_epoch_is_wanted(struct site *site, struct arena *a) {
  struct page_store row;
  char *wanted = wanted_folder(site, a);
  if (!wanted || page_store_read(site->store, a, &row) || row.is_foreign ||
      strcmp(wanted, row.folder) != 0)
    return false;
  return !*wanted ||
         (attach(site, a, &row) == OK && site->shelf && page_epoch_fits(site, &row));
}

static enum err touch_site(struct store *s, void *context) {
  (void)context;
  return gate_touch(s, GATE_SITE, 0);
}

enum err page_epoch_flush(struct site *site) {
  return gate_write(site->store, touch_site, NULL);
}

static enum err leave(struct store *s, void *context) {
  (void)context;
  return page_store_set(s, &(struct page_store){.folder = "", .epoch = ""});
}

enum err page_epoch_reset(struct site *site, struct arena *a) {
  struct page_store row;
  enum err e = page_epoch_flush(site);
  if (e != ERR_PAGE_STORE)
    return e;
  e = page_store_read(site->store, a, &row);
  char *current = e ? NULL : arena_printf(a, "%s/current", row.folder);
  if (!e && !current)
    e = ERR_NOMEM;
  if (!e && unlink(current) != 0 && errno != ENOENT)
    e = ERR_IO;
  return e ? e : gate_write(site->store, leave, NULL);
}

enum err page_epoch_tend(struct site *site, struct arena *a) {
  struct page_store row;
  char why[400];
  enum err e = page_store_read(site->store, a, &row);
  /* Somebody has let it go (page_epoch_reset). */
  if (!e && site->shelf && !*row.folder)
    return page_epoch_start(site, a, why, sizeof why);
  if (!e)
    e = attach(site, a, &row);
  if (e || !site->shelf)
    return e;
  if (!row.is_foreign && page_epoch_fits(site, &row))
    return OK;
  log_event(LOG_LEVEL_WARN, "page_store.renew", "why",
      row.is_foreign ? "the database was changed by another program"
                     : "the store and the database disagree",
      NULL);
  return page_epoch_flush(site);
}
