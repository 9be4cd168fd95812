/* Inside site/pages only: an article on a page of search results. */
#ifndef SITE_PAGES_SEARCH_HIT_H
#define SITE_PAGES_SEARCH_HIT_H

#include "site/core/site.h"
#include "site/pages/snippet_match.h"
#include "view/view_search.h"

/* Fills *out with the article and a snippet of its body, or of its headings if the
 * words of the query are only in those. *budget is the number of bytes of text that may
 * be searched for words on the whole page; it decreases by what was searched. When it
 * is used up, only the beginning of a text is searched. ERR_NOT_FOUND, ERR_NOMEM,
 * errors of the database. */
enum err search_hit_fill(struct site *site, struct arena *a,
    const struct snippet_words *q, int64_t article_id, size_t *budget,
    struct view_hit *out) MUST_USE;

#endif
