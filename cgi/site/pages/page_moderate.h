/* The page of a moderation link (site/comments/moderate_link.h). It is no page kind: it
 * is for one person, and never cached. */
#ifndef SITE_PAGES_PAGE_MODERATE_H
#define SITE_PAGES_PAGE_MODERATE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "site/comments/moderate_by_link.h"
#include "site/comments/moderate_link.h"
#include "site/core/site.h"

struct page_moderate {
  int64_t id;
  const char *token;              /* as it was sent; it is valid */
  enum moderate_action suggested; /* by the link */
  /* After a form was sent: what it asked for and what became of it; otherwise NULL. */
  const struct moderate_order *order;
  const struct moderate_outcome *outcome;
};

/* Adds the HTML of the page. The comment is read with `link`, a site of ROLE_LINK. The
 * page has no email address, because neither may read one. ERR_NOT_FOUND if the comment
 * was deleted; ERR_TEMPLATE (discard what was added), ERR_NOMEM, errors of the
 * database. */
enum err page_moderate_render(struct site *site, struct site *link, struct arena *a,
    const struct page_moderate *p, struct buf *out) MUST_USE;

/* Adds the HTML of the page that says why a link does not work: ERR_SYNTAX for a token
 * that is not genuine, ERR_GONE for one that has expired, ERR_NOT_FOUND for a comment
 * that was deleted. */
enum err page_moderate_render_dead(
    struct site *site, struct arena *a, enum err why, struct buf *out) MUST_USE;

#endif
