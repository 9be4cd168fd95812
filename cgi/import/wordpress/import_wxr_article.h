/* Inside import/wordpress only: from an item to the input of publishing. */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_ARTICLE_H
#define IMPORT_WORDPRESS_IMPORT_WXR_ARTICLE_H

#include "base/crypt.h"
#include "base/err.h"
#include "import/wordpress/import_wxr_internal.h"
#include "markup/wordpress/wxr.h"
#include "site/publish/article_input.h"

/* Fills in *out from an item, except what article_finish adds; in the work's arena.
 * `content` is a hash of what its HTML is made of: the text with its links as in the
 * file, and which articles they lead to, whatever the permalinks of those are now.
 * Returns ERR_NOT_FOUND for an item that is ignored, which has been counted; ERR_NOMEM.
 */
enum err import_wxr_article(struct import_wxr *x, struct import_work *w,
    const struct wxr_item *item, struct article_input *out,
    uint8_t content[CRYPT_HASH]) MUST_USE;

#endif
