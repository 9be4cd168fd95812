/* Inside site/pages only: the archives, at "/archives/" for the newest year and at
 * "/archives/YYYY/" for older ones. A page shows the articles of its year by month, and
 * links to all years.
 *
 * Its size is bounded: months are listed, newest first, as long as they are complete
 * within ARCHIVES_MOST articles together; an older month shows its count and links to
 * its list, "/YYYY/MM/". */
#ifndef SITE_PAGES_PAGE_ARCHIVES_H
#define SITE_PAGES_PAGE_ARCHIVES_H

#include <stddef.h>

#include "site/core/list_path.h"
#include "site/pages/page_types.h"

enum { ARCHIVES_MOST = 500 };

struct page_archives {
  struct list *years; /* newest first; empty for an empty blog */
  size_t year_count;
  size_t shown; /* index of the year this page shows */
  struct list *months;
  size_t month_count;
  size_t listed; /* the first so many months are listed, */
  int64_t *ids;  /* with these articles, newest first */
  size_t id_count;
};

page_find_function page_archives_find;
page_render_function page_archives_render;
page_enumerate_function page_archives_enumerate;
page_affected_function page_archives_affected;

#endif
