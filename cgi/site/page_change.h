/* Inside site/: what a change takes away from the page store. */
#ifndef SITE_PAGE_CHANGE_H
#define SITE_PAGE_CHANGE_H

#include "site/site.h"
#include "store/gate.h"

/* Makes every write of the site's connection take away the pages that show what it
 * changes, before it is committed. */
void page_change_watch(struct site *site);

#endif
