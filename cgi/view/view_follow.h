/* The page on which a reader confirms and ends mail about comments. */
#ifndef VIEW_VIEW_FOLLOW_H
#define VIEW_VIEW_FOLLOW_H

#include "view/view_layout.h"

struct view_follow {
  int64_t id;
  bool is_all;            /* of all comments; else of replies to the reader's own */
  bool waits;             /* to be confirmed */
  struct view_link where; /* the article; url NULL if it is not public any longer */
  const char *stop_label; /* accessible name of the button that ends it */
};

struct view_follow_page {
  struct view_layout layout;
  const char *action; /* of the forms */
  const char *token;  /* handed back by them */
  const char *done;   /* a sentence about what was changed, or NULL */
  const struct view_follow *items;
  size_t count;
  bool is_refused; /* the address gets no mail at all */
};

/* Adds the HTML of the page. ERR_TEMPLATE (discard what was added), ERR_NOMEM. */
enum err view_follow_page(const struct templates *t, const struct view_follow_page *p,
    struct buf *out) MUST_USE;

#endif
