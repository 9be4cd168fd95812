/* Inside ops only: the elements that a link can name on pages other than articles, such
 * as lists, archives and further pages of comments. These are rendered to know them. */
#ifndef OPS_LINK_PAGE_H
#define OPS_LINK_PAGE_H

#include "base/arena.h"
#include "base/err.h"
#include "ops/link_look.h"
#include "site/core/site.h"

struct link_pages {
  struct site *site;
  struct arena *kept; /* holds what is remembered; must live until link_pages_end */
  void *pages;        /* for tsearch */
  size_t count;
};

void link_pages_end(struct link_pages *l);

/* Finds out whether `fragment`, as in the link, names an element of the page at `path`
 * (encoded, without a query), and sets *out as link_anchors_find does. What is not such
 * a page, or cannot be rendered because the theme is not loaded or has an error, is
 * LINK_FINE. `a` is for the meantime. ERR_NOMEM, errors of the database. */
enum err link_page_find(struct link_pages *l, struct arena *a, const char *path,
    const char *fragment, struct link_place *out) MUST_USE;

#endif
