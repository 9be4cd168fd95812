/* Inside site/pages only: what one reader sees of the comments that others do not, on
 * an article or on a page of its comments. */
#ifndef SITE_PAGES_COMMENT_READER_H
#define SITE_PAGES_COMMENT_READER_H

#include "db/model/article.h"
#include "db/model/comment.h"
#include "site/pages/page_types.h"

struct comment_reader {
  int64_t reply_to;    /* an approved comment of the article, or 0 */
  bool quotes;         /* the reply begins with a quote of it */
  struct comment held; /* held for moderation, of this reader; .id 0: none */
  const char *known;   /* the token of that reader (comment_known.h), or NULL */
  struct comment own;  /* that this reader may change; .id 0: none */
};

/* Reads the parameters ?held=, ?edit= and ?replytocom= of a request for the page `p`,
 * whose path is set, of the article. It becomes private, or a redirect: to itself
 * without parameters that mean nothing, or to the page that shows the comment.
 * ERR_NOMEM, errors of the database. */
enum err comment_reader_find(struct site *site, struct arena *a,
    const struct page_request *r, const struct article *article, struct page *p,
    struct comment_reader *out) MUST_USE;

#endif
