/* Inside site/pages only: links to the numbered pages of a list or a thread. */
#ifndef SITE_PAGES_PAGER_H
#define SITE_PAGES_PAGER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "view/view_layout.h"

/* Returns the encoded address of page `number`, in the arena; NULL when out of memory.
 * PAGER_LAST is asked for only if the pager has a text for it. */
typedef const char *pager_url(const void *context, struct arena *a, int64_t number);

enum { PAGER_LAST = 0 };

struct pager {
  int64_t number, pages;      /* the current page, from 1 */
  const char *before, *after; /* texts of the links to the pages next to it */
  /* If not NULL, the text of a link to the last page, which takes the place of all
   * numbers after the next one: the pager then looks the same however many pages
   * follow. */
  const char *last;
  bool descending; /* the last page comes first */
  pager_url *url;
  const void *context;
};

/* Fills in links to the first page, the last one, and those within two of the current
 * one; a link without a URL where pages are left out. A single page has none.
 * ERR_NOMEM.
 */
enum err pager_fill(
    struct arena *a, const struct pager *pager, struct view_pager *out) MUST_USE;

#endif
