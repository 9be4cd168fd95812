/* The page by which the sender of a comment changes or withdraws it. */
#ifndef VIEW_VIEW_OWN_COMMENT_H
#define VIEW_VIEW_OWN_COMMENT_H

#include "view/view_layout.h"

/* The form; errors are sentences, NULL for valid fields. */
struct view_own_form {
  const char *until; /* a sentence */
  const char *rev;   /* which state of the comment the form shows */
  const char *comment, *author, *url;
  const char *comment_error, *author_error, *url_error;
  const char *form_error; /* about the change as a whole, or NULL */
};

struct view_own_comment {
  struct view_layout layout;
  const char *heading;
  const char *note;                 /* NULL: nothing */
  const char *token;                /* which forms send back */
  const struct view_own_form *form; /* NULL: no form */
  const char *withdraw_html;        /* the comment that is to be withdrawn, or NULL */
  const char *kept;                 /* a text that was not saved, or NULL */
  const char *back_url, *back_text;
};

/* Adds the HTML of the page. ERR_TEMPLATE (discard what was added), ERR_NOMEM. */
enum err view_own_comment(const struct templates *t, const struct view_own_comment *p,
    struct buf *out) MUST_USE;

#endif
