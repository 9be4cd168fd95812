/* Inside site/pages only: schema.org's metadata of a live post. */
#ifndef SITE_PAGES_METADATA_LIVE_H
#define SITE_PAGES_METADATA_LIVE_H

#include <jansson.h>

#include "view/view_article.h"

/* How many updates it has, the newest ones. The page itself has all of them. */
enum { METADATA_LIVE_MOST = 30 };

/* Returns `article`, the BlogPosting of the page, which becomes a LiveBlogPosting with
 * its newest updates, which need headline and summary, if the post is live or was.
 * Returns NULL for NULL. When out of memory, releases it and returns NULL. */
json_t *metadata_live_add(const struct view_article_page *v, json_t *article);

#endif
