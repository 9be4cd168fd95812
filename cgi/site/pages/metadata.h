/* Inside site/: what a page says of itself to programs (ogp.me, schema.org). */
#ifndef SITE_PAGES_METADATA_H
#define SITE_PAGES_METADATA_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"
#include "view/view_article.h"

/* Adds to the layout of an article's page, which is filled but for this, its picture
 * and its JSON-LD: a BlogPosting with its newest comments, or a WebPage, and the way to
 * it. ERR_NOMEM. */
enum err metadata_fill(
    const struct site *site, struct arena *a, struct view_article_page *v) MUST_USE;

#endif
