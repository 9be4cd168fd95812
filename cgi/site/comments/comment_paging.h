/* How the comments of an article are divided among its pages.
 *
 * They are counted in the order of their threads, oldest thread first, whichever order
 * the pages show them in: a page keeps its number and its comments while others come
 * after it. A thread that is longer than the rest of a page goes on on the next one, so
 * that no page is longer than the others. */
#ifndef SITE_COMMENTS_COMMENT_PAGING_H
#define SITE_COMMENTS_COMMENT_PAGING_H

#include <stdint.h>

#include "site/core/settings.h"

/* The number of pages for that many comments, at least 1. With the newest comments
 * first, the newest page has half a page to one and a half, so that an article never
 * shows just one or two comments; otherwise, only the last page is shorter. */
int64_t comment_paging_pages(const struct settings *c, int64_t comments);

/* The page that the article itself shows: the first one, or the newest. The others have
 * addresses of their own. */
int64_t comment_paging_home(const struct settings *c, int64_t comments);

/* The page, from 1, with the comment of that rank, from 0. */
int64_t comment_paging_of(const struct settings *c, int64_t comments, int64_t rank);

/* The rank of the first comment on a page that exists, and how many it has. */
void comment_paging_slice(const struct settings *c, int64_t comments, int64_t page,
    int64_t *first, int64_t *count);

#endif
