/* Inside site/: the page of what was found. */
#ifndef SITE_PAGES_SEARCH_PAGE_H
#define SITE_PAGES_SEARCH_PAGE_H

#include "site/pages/page.h"

/* True for the paths that take a search, "/" and "/page/N/"; *number is N, or 1. */
bool search_page_number(const char *path, int64_t *number);

/* Finds what r->search looks for, for page p->number; fills *p. ERR_NOT_FOUND where
 * there is no such page of it. */
enum err search_page_find(struct site *site, struct arena *a,
    const struct page_request *r, struct page *p) MUST_USE;

/* Adds the HTML of the page. */
enum err search_page_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) MUST_USE;

#endif
