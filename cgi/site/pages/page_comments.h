/* Inside site/ and web/ only: pages that continue the comments of an article. */
#ifndef SITE_PAGES_PAGE_COMMENTS_H
#define SITE_PAGES_PAGE_COMMENTS_H

#include "db/model/article.h"
#include "site/pages/comment_reader.h"
#include "site/pages/page_types.h"
#include "view/view_comments.h"

struct page_comments {
  struct article article;
  int64_t number; /* of the page (comment_paging.h) */
  struct comment_reader reader;
};

page_find_function page_comments_find;
page_render_function page_comments_render;
page_enumerate_function page_comments_enumerate;
page_affected_function page_comments_affected;

/* Adds a page with the form as the reader filled it in, its errors and a link to the
 * article, but neither the article nor any comment: for comments that are refused
 * because there are too many, so that an answer costs little. ERR_TEMPLATE (discard
 * what was added), ERR_NOMEM, errors of the database. */
enum err page_comments_render_form(struct site *site, struct arena *a,
    const struct article *article, const struct view_form *form,
    struct buf *out) MUST_USE;

#endif
