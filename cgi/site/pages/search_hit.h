/* Inside site/: an article that was found, as the page of results shows it. */
#ifndef SITE_PAGES_SEARCH_HIT_H
#define SITE_PAGES_SEARCH_HIT_H

#include "db/search/search_types.h"
#include "site/core/site.h"
#include "view/view_search.h"

/* Fills *out with the article, and with a piece of its text that has words of the
 * query: of the body, or of the headings where these stand in there alone; `most`
 * bytes of either are looked through. ERR_NOT_FOUND. */
enum err search_hit_fill(struct site *site, struct arena *a,
    const struct search_query *q, int64_t article_id, size_t most,
    struct view_hit *out) MUST_USE;

#endif
