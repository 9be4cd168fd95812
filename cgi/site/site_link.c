#include "site/site_link.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "pagecache/pagecache.h"
#include "site/cache/cache_evict.h"
#include "site/pages/article_memory.h"
#include "site/pages/layout_cache.h"
#include "site/site_open.h"

/* What the copy must not share: the page cache may be closed and opened again by either
 * of the two, and what is remembered of pages is freed when it changes. */
static void site_link_own(struct site *s) {
  s->db = NULL;
  s->lock = -1;
  s->layout_cache = NULL;
  s->article_memory = NULL;
  s->pagecache = NULL;
  s->pagecache_folder[0] = '\0';
  s->pagecache_locked = false;
  s->cache_awaited = 0;
}

static enum err site_link_open_for(
    struct site **out, struct site *web, enum role role) {
  struct site *s = malloc(sizeof *s);
  if (!s)
    return ERR_NOMEM;
  *s = *web;
  site_link_own(s);
  /* A snapshot that stays open would keep the log from being emptied after a
   * deletion. */
  db_read_end(web->db);
  enum err e = db_open(&s->db, s->database, role);
  /* The token was checked with the secret of the file that `web` has open. */
  if (!e && site_is_replaced(web))
    e = ERR_REPLACED;
  if (e) {
    log_event(LOG_LEVEL_ERROR, "link.open", "error", err_name(e), NULL);
    site_link_close(s);
    return e;
  }
  cache_evict_watch(s);
  *out = s;
  return OK;
}

enum err site_link_open(struct site **out, struct site *web) {
  return site_link_open_for(out, web, ROLE_LINK);
}

enum err site_link_open_person(struct site **out, struct site *web) {
  return site_link_open_for(out, web, ROLE_PERSON_LINK);
}

void site_link_close(struct site *link) {
  if (!link)
    return;
  db_close(link->db);
  pagecache_close(link->pagecache);
  layout_cache_free(link);
  article_memory_free(link);
  free(link);
}
