/* Inside site/: the menu and the categories of every page, kept in memory between
 * requests. */
#ifndef SITE_PAGES_LAYOUT_CACHE_H
#define SITE_PAGES_LAYOUT_CACHE_H

#include "base/err.h"
#include "site/core/site.h"
#include "view/view_layout.h"

/* Sets *menu and *categories, reading them again if a change has invalidated them. They
 * live until the next call or layout_cache_free. ERR_NOMEM, errors of the database. */
enum err layout_cache_get(
    struct site *site, struct view_links *menu, struct view_links *categories) MUST_USE;

/* Empties the cache. */
void layout_cache_free(struct site *site);

#endif
