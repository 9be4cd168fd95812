/* Inside site/pages only: the comments on an article's page, in threaded order. */
#ifndef SITE_PAGES_ARTICLE_COMMENTS_H
#define SITE_PAGES_ARTICLE_COMMENTS_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "site/core/site.h"
#include "view/view_article.h"

/* Fills comments, comment_count and comments_heading of the page at `path` (encoded):
 * the approved comments, and `held` unless it is NULL. ERR_NOMEM, errors of the
 * database. */
enum err article_comments_fill(struct site *site, struct arena *a, const char *path,
    const struct article *article, const struct comment *held,
    struct view_article_page *out) MUST_USE;

#endif
