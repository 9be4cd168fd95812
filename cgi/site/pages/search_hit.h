/* Inside site/pages only: an article on a page of search results. */
#ifndef SITE_PAGES_SEARCH_HIT_H
#define SITE_PAGES_SEARCH_HIT_H

#include "db/search/search_types.h"
#include "site/core/site.h"
#include "view/view_search.h"

/* Fills *out with the article and a snippet of its body, or of its headings if the
 * words of the query are only in those. Searches up to `most` bytes of each.
 * ERR_NOT_FOUND, ERR_NOMEM, errors of the database. */
enum err search_hit_fill(struct site *site, struct arena *a,
    const struct search_query *q, int64_t article_id, size_t most,
    struct view_hit *out) MUST_USE;

#endif
