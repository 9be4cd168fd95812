/* Inside import/wordpress only: links of an item. */
#ifndef IMPORT_WORDPRESS_IMPORT_WXR_LINK_H
#define IMPORT_WORDPRESS_IMPORT_WXR_LINK_H

#include "base/crypt.h"
#include "import/wordpress/import_wxr_internal.h"

/* The context of import_wxr_link. */
struct import_wxr_links {
  struct import_wxr *wxr;
  struct import_work *work;
  uint8_t content[CRYPT_HASH]; /* updated with each article that is found */
};

/* The URL that replaces a link of an item; a callback of sanitise_rewriter. Uploads
 * that are in --source-dir get a URL in media/, articles that exist here their
 * permalink. */
const char *import_wxr_link(void *links, const char *url, bool is_image);

#endif
