/* An open blog: its directory, settings, database and templates. */
#ifndef SITE_CORE_SITE_H
#define SITE_CORE_SITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "site/core/assets.h"
#include "site/core/settings.h"
#include "view/templates.h"

struct layout_cache;
struct pagecache;

struct site {
  const char *dir;
  struct settings settings;
  struct db *db;
  struct templates *templates; /* NULL for the command */
  struct assets *assets;       /* NULL for the command */
  uint64_t render_key; /* differs when the same rows would render differently; 0 without
                          templates */
  struct arena *memory; /* holds the settings */
  int lock; /* closed with the site: whatever its opener holds on it; -1: nothing */
  struct layout_cache *frame; /* site/pages/layout.c; NULL: nothing kept */

  /* site/cache/cache_epoch.h */
  struct pagecache *pagecache; /* NULL: no page cache */
  char pagecache_folder[4096]; /* of it */
  bool pagecache_locked;       /* by the write at hand */
  int64_t pagecache_retry;     /* when the scheduler tries again to make one */
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
enum err site_create(const char *dir, const struct settings_initial *choice, char *why,
    size_t why_size) MUST_USE;

/* Brings the site's database to the schema of this program; *from and *to are the
 * version before and after, equal where there was nothing to do. `why` has a sentence
 * on failure. */
enum err site_upgrade(
    const char *dir, int *from, int *to, char *why, size_t why_size) MUST_USE;

/* Opens a site for a role; templates and assets for ROLE_WEB and ROLE_SCHEDULER only.
 * The caller owns *out. On failure `why` has a sentence that says what to do. */
enum err site_open(struct site **out, const char *dir, enum role role, char *why,
    size_t why_size) MUST_USE;

/* The same for ROLE_COMMAND to read only, as db_open_to_read. */
enum err site_open_to_read(
    struct site **out, const char *dir, char *why, size_t why_size) MUST_USE;

/* Loads what is needed to render; and the same for a program that serves: style sheet
 * and icons go to run/assets, for the web server. ERR_TEMPLATE, ERR_CONFIG, ERR_IO with
 * a sentence in `why`. */
enum err site_load_theme(struct site *s, char *why, size_t why_size) MUST_USE;
enum err site_open_theme(struct site *s, char *why, size_t why_size) MUST_USE;

/* site_close(NULL) does nothing. */
void site_close(struct site *s);

#endif
