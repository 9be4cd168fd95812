/* Inside site/pages only: the comments on an article's page, or on a page that
 * continues them, in threaded order. */
#ifndef SITE_PAGES_ARTICLE_COMMENTS_H
#define SITE_PAGES_ARTICLE_COMMENTS_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/comment.h"
#include "site/comments/comment_thread.h"
#include "site/core/site.h"
#include "view/view_comments.h"

/* Which comments of an article a page shows. */
struct article_comments {
  const struct article *article;
  const char *path;             /* of the page, encoded */
  int64_t number;               /* of the page; 0: the article's own */
  const struct comment *held;   /* shown to its author, in its place; NULL: none */
  const struct comment *own;    /* that the reader may change; NULL: none */
  struct comment_thread thread; /* with `held` */
};

/* Reads page->thread, for which the other members are needed. ERR_NOMEM, errors of the
 * database. */
enum err article_comments_find(
    struct site *site, struct arena *a, struct article_comments *page) MUST_USE;

/* The number of public comments, on all pages. */
int64_t article_comments_total(const struct article_comments *page);

/* Fills in the approved comments of a page, and `held` if it is there, their pager, and
 * the heading. If out->form is there, which article_form_fill has filled in, each can
 * be replied to. ERR_NOMEM, errors of the database. */
enum err article_comments_fill(struct site *site, struct arena *a,
    const struct article_comments *page, struct view_comments *out) MUST_USE;

#endif
