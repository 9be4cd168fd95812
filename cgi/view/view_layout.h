/* Inside view/ only: what the pages share. */
#ifndef VIEW_VIEW_LAYOUT_H
#define VIEW_VIEW_LAYOUT_H

#include "view/view_models.h"

void view_layout(struct dict *d, const struct view_layout *f);

/* One section `section` a link, with URL, TEXT, and CURRENT shown on the current one.
 */
void view_layout_links(
    struct dict *d, const char *section, const struct view_links *links);

/* What the page is part of. */
void view_layout_breadcrumbs(struct dict *d, const struct view_links *links);

/* An article's head: title, dates, author, terms. */
void view_layout_article(struct dict *d, const struct view_article *a);

#endif
