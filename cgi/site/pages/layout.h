/* Inside site/pages only: what surrounds the content of every page. */
#ifndef SITE_PAGES_LAYOUT_H
#define SITE_PAGES_LAYOUT_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"
#include "view/view_layout.h"

/* Fills the layout of the page at `path` (encoded), or of a page without an address
 * (NULL): language, site title, assets, menu, categories and the feeds of the site. The
 * page adds the rest. ERR_NOMEM, errors of the database. */
enum err layout_fill(struct site *site, struct arena *a, const char *path,
    struct view_layout *out) MUST_USE;

/* The part of it that needs no database. */
void layout_fill_static(const struct site *site, struct view_layout *out);

#endif
