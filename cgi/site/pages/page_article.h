/* Inside site/ and web/ only: articles and static pages. */
#ifndef SITE_PAGES_PAGE_ARTICLE_H
#define SITE_PAGES_PAGE_ARTICLE_H

#include "db/model/article.h"
#include "db/model/comment.h"
#include "site/pages/page_types.h"
#include "view/view_article.h"

struct page_article {
  struct article article;
  int64_t reply_to;    /* an approved comment of the article, or 0 */
  struct comment held; /* held for moderation, of this reader; .id 0: none */
  const char *known;   /* the token of that reader (comment_known.h), or NULL */
};

page_find_function page_article_find;
page_render_function page_article_render;
page_enumerate_function page_article_enumerate;
page_affected_function page_article_affected;

/* Adds the page of an article with the form as the reader filled it in, and its errors.
 * ERR_TEMPLATE (discard what was added), ERR_NOMEM, errors of the database. */
enum err page_article_render_form(struct site *site, struct arena *a,
    const struct article *article, const struct view_form *form,
    struct buf *out) MUST_USE;

#endif
