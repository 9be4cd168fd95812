/* Inside site/pages only: search results, at "/?s=" and "/page/N/?s=". */
#ifndef SITE_PAGES_PAGE_SEARCH_H
#define SITE_PAGES_PAGE_SEARCH_H

#include "db/search/search_find.h"
#include "db/search/search_types.h"
#include "site/pages/page_types.h"

struct page_search {
  const char *typed; /* cut to what a query can have */
  struct search_query query;
  bool is_cut; /* more was typed */
  struct search_result found;
  int64_t number; /* page, from 1 */
};

page_find_function page_search_find;
page_render_function page_search_render;

#endif
