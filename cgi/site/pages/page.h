/* What a path leads to, and its text. A page is a pure function of path, database,
 * settings and templates. Find and render a page in one read transaction. */
#ifndef SITE_PAGES_PAGE_H
#define SITE_PAGES_PAGE_H

#include "site/pages/page_types.h"

/* Finds the page or redirect for a request. Everything in *out lives in the arena.
 * ERR_NOT_FOUND; ERR_GONE for a withdrawn article; ERR_NOMEM, errors of the database.
 */
enum err page_find(struct site *site, struct arena *a, const struct page_request *r,
    struct page *out) MUST_USE;

/* The media type of a page. NULL for a redirect. */
const char *page_type(const struct page *p);

/* Adds the text of a page. ERR_INTERNAL for a redirect; ERR_TEMPLATE (discard what was
 * added), ERR_NOMEM, errors of the database. */
enum err page_render(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) MUST_USE;

#endif
