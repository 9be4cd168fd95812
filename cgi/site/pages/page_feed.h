/* Inside site/pages only: feeds in RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1. The
 * site, a category, a tag and an author have feeds of their newest articles; the site
 * and each article have feeds of their newest comments. */
#ifndef SITE_PAGES_PAGE_FEED_H
#define SITE_PAGES_PAGE_FEED_H

#include "site/pages/page_types.h"

page_find_function page_feed_find;
page_render_function page_feed_render;
page_enumerate_function page_feed_enumerate;
page_affected_function page_feed_affected;

#endif
