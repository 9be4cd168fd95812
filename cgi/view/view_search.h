/* A page of search results. */
#ifndef VIEW_VIEW_SEARCH_H
#define VIEW_VIEW_SEARCH_H

#include "view/view_card.h"

/* Text in which the words searched for are marked. */
struct view_piece {
  const char *text;
  bool marked;
};

struct view_marked {
  const struct view_piece *pieces;
  size_t count;
};

/* An article that was found. */
struct view_hit {
  struct view_card article;
  struct view_marked title, text;
  bool is_page; /* a static page: no date or author */
};

struct view_search_page {
  struct view_layout layout;
  const char *query; /* as typed; "" before the first search */
  const char *heading;
  const char *sentence; /* how many were found, or what to do; NULL: nothing */
  const char *note;     /* what the search left out, or NULL */
  const struct view_hit *hits;
  size_t hit_count;
  const char *better_url, *more_url; /* adjacent pages; NULL at the ends */
};

/* Adds the HTML of the page. ERR_TEMPLATE (discard what was added), ERR_NOMEM. */
enum err view_search_page(const struct templates *t, const struct view_search_page *p,
    struct buf *out) MUST_USE;

#endif
