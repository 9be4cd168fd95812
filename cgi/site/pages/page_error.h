/* Error pages. They are no page kind: they have no address and are never cached. */
#ifndef SITE_PAGES_PAGE_ERROR_H
#define SITE_PAGES_PAGE_ERROR_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "site/core/site.h"
#include "view/view_error.h"

/* What an error page is about. */
struct page_failure {
  enum err why;
  int status;           /* of the response; the texts depend on `why` and `status` */
  const char *path;     /* decoded path of a page that was requested, or NULL */
  const char *incident; /* ID of the log entry, or NULL */
  const char *kept;     /* the text of a comment that was not accepted, or NULL */
  int64_t article;      /* the one that the comment was about; 0: unknown */
  /* What the reader can send again: the comment form, or NULL; or any other form. */
  struct view_form *form;
  struct view_again again;
};

/* Adds the HTML of an error page. Works without a database, but then has no menu and no
 * suggestions; ERR_OVERLOAD does not use it. ERR_TEMPLATE (discard what was added),
 * ERR_NOMEM. */
enum err page_error_render(struct site *site, struct arena *a,
    const struct page_failure *failure, struct buf *out) MUST_USE;

#endif
