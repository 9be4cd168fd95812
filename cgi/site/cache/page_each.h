/* Every page the blog has, one after the other. */
#ifndef SITE_CACHE_PAGE_EACH_H
#define SITE_CACHE_PAGE_EACH_H

#include <stdbool.h>

#include "base/err.h"
#include "site/core/site.h"

/* Gets the decoded path of a page; an error ends the walk. Must not write. */
typedef enum err page_each_visit(void *context, const char *path);

/* Visits the pages that are there: lists with all their numbers, archives of days,
 * months and years, articles, static pages; where `feeds`, the feeds of each. What
 * changes meanwhile may be missed. Memory does not grow with their number. */
enum err page_each(
    struct site *site, bool feeds, page_each_visit *visit, void *context) MUST_USE;

#endif
