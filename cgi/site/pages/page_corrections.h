/* The kind of page "corrections": the corrections of all articles, at /corrections/ and
 * /corrections/page/N/. */
#ifndef SITE_PAGES_PAGE_CORRECTIONS_H
#define SITE_PAGES_PAGE_CORRECTIONS_H

#include "site/pages/page_types.h"

/* As page_types.h says. */
page_find_function page_corrections_find;
page_render_function page_corrections_render;
page_enumerate_function page_corrections_enumerate;
page_affected_function page_corrections_affected;

#endif
