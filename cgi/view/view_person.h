/* The page on which readers ask what is stored about them, and erase it. */
#ifndef VIEW_VIEW_PERSON_H
#define VIEW_VIEW_PERSON_H

#include "view/view_layout.h"

enum view_person_stage {
  VIEW_PERSON_ASK,  /* the form for an address */
  VIEW_PERSON_COPY, /* a button for the copy */
  VIEW_PERSON_ERASE,
  VIEW_PERSON_DONE /* only the sentence */
};

struct view_person_page {
  struct view_layout layout;
  enum view_person_stage stage;
  const char *action; /* of the form */
  const char *token;  /* handed back by it, or NULL */
  const char *fault;  /* a sentence about the address, or NULL */
  const char *done;   /* a sentence about what was done, or NULL */
};

/* Adds the HTML of the page. ERR_TEMPLATE (discard what was added), ERR_NOMEM. */
enum err view_person_page(const struct templates *t, const struct view_person_page *p,
    struct buf *out) MUST_USE;

#endif
