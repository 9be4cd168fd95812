/* An error page. */
#ifndef VIEW_VIEW_ERROR_H
#define VIEW_VIEW_ERROR_H

#include "view/view_comments.h"

/* A form that can be sent again as it is, by a button. */
struct view_again {
  const char *action; /* NULL: there is none */
  const struct view_again_field { const char *name, *value; } * fields;
  size_t count;
};

struct view_error_page {
  struct view_layout layout; /* without a menu if the database is unavailable */
  int status;
  const char *heading, *message;
  const char *incident;         /* ID of the log entry, or NULL */
  const char *kept_comment;     /* the reader's unsaved text, or NULL */
  const struct view_form *form; /* the comment form as it was filled in, or NULL */
  struct view_again again;
  const char *query; /* initial value of the search form, or NULL */
  struct view_links suggestions;
};

/* Adds the HTML of the page. ERR_TEMPLATE (discard what was added), ERR_NOMEM. */
enum err view_error_page(const struct templates *t, const struct view_error_page *p,
    struct buf *out) MUST_USE;

#endif
