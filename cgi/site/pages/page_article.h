/* Inside site/ and web/ only: articles and static pages. */
#ifndef SITE_PAGES_PAGE_ARTICLE_H
#define SITE_PAGES_PAGE_ARTICLE_H

#include "db/model/article.h"
#include "site/pages/comment_reader.h"
#include "site/pages/page_types.h"
#include "view/view_article.h"

struct page_article {
  struct article article;
  struct comment_reader reader;
  uint64_t revision; /* of the page, without its comments and its layout */
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
