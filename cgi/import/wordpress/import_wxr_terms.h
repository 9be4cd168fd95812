/* Inside import/wordpress only: author, categories and tags of an item. */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_TERMS_H
#define IMPORT_WORDPRESS_IMPORT_WXR_TERMS_H

#include "base/err.h"
#include "import/wordpress/import_wxr_internal.h"
#include "markup/wordpress/wxr.h"
#include "site/publish/article_input.h"

/* Fills in the author, the categories and the tags, with the slugs they have in
 * WordPress. ERR_NOMEM. */
enum err import_wxr_terms(struct import_wxr *x, struct import_work *w,
    const struct wxr_item *item, struct article_input *in) MUST_USE;

#endif
