/* A walk over every page of a site. */
#ifndef SITE_CACHE_PAGE_EACH_H
#define SITE_CACHE_PAGE_EACH_H

#include <stdbool.h>

#include "base/err.h"
#include "site/core/site.h"
#include "site/pages/page_types.h"

/* Visits the pages of every kind that exist; unless `all`, only of the kinds that the
 * cache is warmed with, which leaves out feeds. `visit` must not write to the database.
 * Pages that appear during the walk may be missed. Memory does not grow with the number
 * of pages. ERR_NOMEM, errors of the database, errors of `visit`. */
enum err page_each(
    struct site *site, bool all, page_visit *visit, void *context) MUST_USE;

#endif
