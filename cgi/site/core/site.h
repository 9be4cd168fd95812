/* An open blog: its directory, settings, database and templates. */
#ifndef SITE_CORE_SITE_H
#define SITE_CORE_SITE_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "pagecache/pagecache.h"
#include "site/core/assets.h"
#include "site/core/settings.h"
#include "view/templates.h"

struct site {
  const char *dir;
  struct config config;
  struct store *store;
  struct templates *templates; /* NULL for the command */
  struct assets *assets;       /* NULL for the command */
  uint64_t render_key; /* differs when the same rows would render differently; 0 without
                          templates */
  struct arena *memory; /* holds the settings */
  int lock; /* closed with the site: whatever its opener holds on it; -1: nothing */
  struct frame_cache *frame; /* site/pages/layout.c; NULL: nothing kept */

  /* site/cache/cache_epoch.h */
  struct shelf *shelf;     /* NULL: no page store */
  char shelf_folder[4096]; /* of it */
  bool shelf_locked;       /* by the write at hand */
  int64_t shelf_retry;     /* when the keeper tries again to make one */
};

/* In a site directory: what was there before, while a restore puts a new site in its
 * place. */
#define SITE_INTERRUPTED "restore.old"

/* True where a restore was interrupted while it did so; the next one ends it. */
bool site_is_interrupted(const char *dir);

/* Finds the site directory: `given`, else $PAMPHLET_SITE, else the current directory
 * or the nearest one above it with a site.ini. ERR_NOT_FOUND, or
 * ERR_OWNER where it is given and shut, with a sentence in `why`. The caller frees
 * *out. */
enum err site_locate(
    const char *given, char **out, char *why, size_t why_size) MUST_USE;

/* Makes a site directory: site.ini, pamphlet.db, media/, templates/, public/, run/.
 * Whatever is there stays, and an init that was interrupted is finished. New folders
 * are writable for their group and hand it down. ERR_EXISTS if it is a site already;
 * `why` has a sentence. */
enum err site_create(const char *dir, const struct config_choice *choice, char *why,
    size_t why_size) MUST_USE;

/* Brings the site's database to the schema of this program; *from and *to are the
 * version before and after, equal where there was nothing to do. `why` has a sentence
 * on failure. */
enum err site_upgrade(
    const char *dir, int *from, int *to, char *why, size_t why_size) MUST_USE;

/* Opens a site for a role; templates and assets for ROLE_WEB and ROLE_KEEPER only. The
 * caller owns *out. On failure `why` has a sentence that says what to do. */
enum err site_open(struct site **out, const char *dir, enum role role, char *why,
    size_t why_size) MUST_USE;

/* The same for ROLE_COMMAND to read only, as store_open_to_read. */
enum err site_open_to_read(
    struct site **out, const char *dir, char *why, size_t why_size) MUST_USE;

/* Loads what is needed to render; and the same for a program that serves: style sheet
 * and icons go to run/assets, for the web server. ERR_TEMPLATE, ERR_CONFIG, ERR_IO with
 * a sentence in `why`. */
enum err site_load_looks(struct site *s, char *why, size_t why_size) MUST_USE;
enum err site_open_looks(struct site *s, char *why, size_t why_size) MUST_USE;

/* site_close(NULL) does nothing. */
void site_close(struct site *s);

#endif
