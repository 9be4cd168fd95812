#include "site/pages/layout_cache.h"

#include <stdlib.h>

#include "db/model/article.h"
#include "db/model/term.h"
#include "db/txn.h"
#include "site/core/permalink.h"
#include "site/pages/term_links.h"

/* One per process: each worker reads the links itself when a change has made them
 * old. */
struct layout_cache {
  struct arena *arena; /* owns the links */
  int64_t revision;
  struct view_links menu, categories;
};

/* A hundred pages and thirty categories, with room for long titles. */
enum { CACHE_MEMORY = 4 << 20 };

void layout_cache_free(struct site *site) {
  if (site->layout_cache)
    arena_free(site->layout_cache->arena);
  free(site->layout_cache);
  site->layout_cache = NULL;
}

static enum err layout_cache_read_menu(
    struct site *site, struct arena *a, struct view_links *out) {
  struct article *pages = NULL;
  size_t n = 0;
  enum err e = article_menu(site->db, a, &pages, &n);
  if (e)
    return e;
  struct view_link *links = arena_array(a, n + 1, sizeof *links);
  if (!links)
    return ERR_NOMEM;
  for (size_t i = 0; i < n; i++) {
    /* Public pages have a permalink. "/" is for a database that another program has
     * changed. */
    links[i].url = pages[i].permalink ? permalink_encode(a, pages[i].permalink) : "/";
    links[i].text = pages[i].title;
    if (!links[i].url)
      return ERR_NOMEM;
  }
  *out = (struct view_links){links, n};
  return OK;
}

/* Every write that changes the menu or the categories raises one of these two keys.
 * Two lookups per page are cheaper than reading the links, and other processes notice
 * the change as well. */
static enum err layout_cache_revision(struct db *s, int64_t *out) {
  int64_t menu = 0, site = 0;
  enum err e = txn_revision(s, DEP_MENU, 0, &menu);
  if (!e)
    e = txn_revision(s, DEP_SITE, 0, &site);
  if (!e)
    *out = menu > site ? menu : site;
  return e;
}

static enum err layout_cache_read(struct site *site, int64_t revision) {
  struct term *terms = NULL;
  size_t n = 0;
  layout_cache_free(site);
  struct layout_cache *c = calloc(1, sizeof *c);
  if (!c)
    return ERR_NOMEM;
  site->layout_cache = c;
  c->arena = arena_new(CACHE_MEMORY);
  enum err e = c->arena ? layout_cache_read_menu(site, c->arena, &c->menu) : ERR_NOMEM;
  if (!e)
    e = term_top_categories(site->db, c->arena, &terms, &n);
  if (!e)
    e = term_links_make(c->arena, "category", terms, n, &c->categories);
  /* Read before the links: after a change in between, this is too old rather than too
   * new, and the next page reads the links again. */
  c->revision = revision;
  /* Half a cache would pass for a whole one at the next page. */
  if (e)
    layout_cache_free(site);
  return e;
}

enum err layout_cache_get(
    struct site *site, struct view_links *menu, struct view_links *categories) {
  int64_t revision = 0;
  enum err e = layout_cache_revision(site->db, &revision);
  if (!e && (!site->layout_cache || site->layout_cache->revision != revision))
    e = layout_cache_read(site, revision);
  if (e)
    return e;
  *menu = site->layout_cache->menu;
  *categories = site->layout_cache->categories;
  return OK;
}
