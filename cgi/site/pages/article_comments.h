/* Inside site/pages only: the comments on an article's page, or on a page that
 * continues them, in threaded order. */
#ifndef SITE_PAGES_ARTICLE_COMMENTS_H
#define SITE_PAGES_ARTICLE_COMMENTS_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "site/core/site.h"
#include "view/view_comments.h"

/* Which comments of an article a page shows. */
struct article_comments {
  const struct article *article;
  const char *path;           /* of the page, encoded */
  int64_t number;             /* of the page; 0: the article's own */
  const struct comment *held; /* shown to its author, in its place; NULL: none */
  const struct comment *own;  /* that the reader may change; NULL: none */
};

/* Fills in the approved comments of a page, and `held` if it is there, their pager, and
 * the heading. ERR_NOMEM, errors of the database. */
enum err article_comments_fill(struct site *site, struct arena *a,
    const struct article_comments *page, struct view_comments *out) MUST_USE;

#endif
