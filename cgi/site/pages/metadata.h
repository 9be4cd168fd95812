/* Inside site/pages only: metadata for programs (ogp.me, schema.org). */
#ifndef SITE_PAGES_METADATA_H
#define SITE_PAGES_METADATA_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"
#include "view/view_article.h"

/* Adds to the layout of an article's page its picture, its times, and JSON-LD: a
 * BlogPosting with the number of its comments, or a WebPage, and a BreadcrumbList.
 * Everything else in *v must be filled in. ERR_NOMEM. */
enum err metadata_fill(
    const struct site *site, struct arena *a, struct view_article_page *v) MUST_USE;

#endif
