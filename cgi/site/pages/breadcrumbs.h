/* Inside site/pages only: what a page is part of, outermost first. */
#ifndef SITE_PAGES_BREADCRUMBS_H
#define SITE_PAGES_BREADCRUMBS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/list_path.h"
#include "site/core/site.h"
#include "view/view_layout.h"

/* The public parents of a static page whose parent is `parent` (0: none). ERR_NOMEM,
 * errors of the database. */
enum err breadcrumbs_of_page(struct site *site, struct arena *a, int64_t parent,
    struct view_links *out) MUST_USE;

/* The first category of a post, and its parents. ERR_NOMEM, errors of the database. */
enum err breadcrumbs_of_post(struct site *site, struct arena *a, int64_t article,
    struct view_links *out) MUST_USE;

/* The year of a month, and year and month of a day; none for other lists. ERR_NOMEM. */
enum err breadcrumbs_of_list(const struct site *site, struct arena *a,
    const struct list *list, struct view_links *out) MUST_USE;

#endif
