/* An open blog: its directory, settings, database and theme. site/site_open.h opens and
 * closes one. */
#ifndef SITE_CORE_SITE_H
#define SITE_CORE_SITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "db/db.h"
#include "site/core/assets.h"
#include "site/core/settings.h"
#include "view/templates.h"

struct article_memory;
struct layout_cache;
struct pagecache;

struct site {
  const char *dir; /* absolute path of the site directory */
  struct settings settings;
  const char *feed_base; /* site/core/feed_id.h */
  const char *database;  /* path of the file, or address of the database */
  struct db *db;
  struct templates *templates; /* NULL for ROLE_COMMAND until site_open_theme */
  struct assets *assets;       /* NULL for ROLE_COMMAND until site_open_theme */
  uint64_t render_key;  /* hash of templates, assets and settings; 0 without them */
  struct arena *memory; /* owns `dir`, `feed_base` and the strings of `settings` */
  int lock;          /* descriptor of a lock, closed together with the site; -1: none */
  int64_t reopen_at; /* when site_reopen may try again */
  struct layout_cache *layout_cache;     /* site/pages/layout_cache.h; NULL: empty */
  struct article_memory *article_memory; /* site/pages/article_memory.h; likewise */

  /* site/cache/cache_epoch.h */
  struct pagecache *pagecache; /* NULL: no page cache */
  char pagecache_folder[4096]; /* folder of `pagecache` */
  bool pagecache_locked;       /* locked by the current write transaction */
  int64_t pagecache_retry;     /* when the scheduler tries again to create it */
  int64_t cache_awaited;       /* the change that other machines must evict; 0: none */
};

#endif
