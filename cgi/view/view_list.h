/* A numbered page of a list of articles. */
#ifndef VIEW_VIEW_LIST_H
#define VIEW_VIEW_LIST_H

#include "view/view_card.h"

struct view_list_page {
  struct view_layout layout;
  const char *heading;           /* NULL on the first page of home */
  const char *note;              /* "12 articles", or NULL */
  struct view_links breadcrumbs; /* enclosing lists, outermost first */
  const struct view_card *articles;
  size_t article_count;
  struct view_pager pager;
  const char *empty; /* sentence for an empty list, or NULL */
};

/* Adds the HTML of the page. ERR_TEMPLATE (discard what was added), ERR_NOMEM. */
enum err view_list_page(const struct templates *t, const struct view_list_page *p,
    struct buf *out) MUST_USE;

#endif
