/* Inside view/ only: what the pages share. */
#ifndef VIEW_VIEW_LAYOUT_H
#define VIEW_VIEW_LAYOUT_H

#include "view/view_models.h"

void frame_view(struct dict *d, const struct view_frame *f);

/* One section `section` a link, with URL, TEXT, and CURRENT shown on the current one.
 */
void frame_view_links(
    struct dict *d, const char *section, const struct view_links *links);

/* What the page is part of. */
void frame_view_breadcrumbs(struct dict *d, const struct view_links *links);

/* An article's head: title, dates, author, terms. */
void frame_view_article(struct dict *d, const struct view_article *a);

#endif
