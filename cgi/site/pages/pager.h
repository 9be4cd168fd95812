/* Inside site/pages only: links to the numbered pages of a list. */
#ifndef SITE_PAGES_PAGER_H
#define SITE_PAGES_PAGER_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/list_path.h"
#include "view/view_layout.h"

/* The encoded address of page `number` of a list. ERR_NOMEM. */
enum err pager_url(struct arena *a, const struct list *list, int64_t number,
    const char **out) MUST_USE;

/* Links to the first page, the last one, and those within two of list->number; a link
 * without a URL where pages are left out. ERR_NOMEM. */
enum err pager_numbers(struct arena *a, const struct list *list, int64_t pages,
    struct view_links *out) MUST_USE;

#endif
