/* Inside site/pages only: home, and the lists of terms and dates. */
#ifndef SITE_PAGES_PAGE_LIST_H
#define SITE_PAGES_PAGE_LIST_H

#include "site/core/list_path.h"
#include "site/core/settings.h"
#include "site/pages/page_types.h"

struct page_list {
  struct list list;
  int64_t ids[SETTINGS_PER_PAGE]; /* the articles on this page */
  int id_count;
};

page_find_function page_list_find;
page_render_function page_list_render;
page_enumerate_function page_list_enumerate;
page_affected_function page_list_affected;

#endif
