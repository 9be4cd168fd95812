/* Inside import/wordpress only: the comments of an item. */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_COMMENTS_H
#define IMPORT_WORDPRESS_IMPORT_WXR_COMMENTS_H

#include "base/err.h"
#include "import/common/import_comment_list.h"
#include "import/wordpress/import_wxr_internal.h"
#include "markup/wordpress/wxr.h"

/* Reads the comments of an item, in order, into the work's arena. ERR_NOMEM. */
enum err import_wxr_comments(struct import_wxr *x, struct import_work *w,
    const struct wxr_item *item, struct import_comments *out) MUST_USE;

#endif
