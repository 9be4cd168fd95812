/* Inside import/wordpress only: which article an item is, and whether it has changed.
 */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_ITEM_H
#define IMPORT_WORDPRESS_IMPORT_WXR_ITEM_H

#include "base/err.h"
#include "import/wordpress/import_wxr_internal.h"
#include "markup/wordpress/wxr.h"

/* Turns an item into an article and adds it to the batch. */
enum err import_wxr_item(
    struct import_wxr *x, struct import_work *w, const struct wxr_item *item) MUST_USE;

#endif
