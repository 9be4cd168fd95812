/* Inside site/pages only: what a page shows that depends on its article alone. */
#ifndef SITE_PAGES_ARTICLE_CONTENT_H
#define SITE_PAGES_ARTICLE_CONTENT_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "site/core/site.h"
#include "view/view_article.h"

/* Fills v->article, v->lead, v->contents and the breadcrumbs with those of the article
 * `r`, for its own page and for the preview of a draft. v->is_page must be set. In the
 * arena, or valid until something is kept in site/pages/article_memory.h. `revision` is
 * that of the article's page, as its key there has it; 0: neither look there for the
 * text nor keep it. ERR_NOT_FOUND, ERR_NOMEM, errors of the database. */
enum err article_content_fill(struct site *site, struct arena *a,
    const struct article *r, uint64_t revision, struct view_article_page *v) MUST_USE;

#endif
