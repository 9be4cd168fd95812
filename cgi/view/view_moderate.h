/* The page by which the owner moderates one comment. */
#ifndef VIEW_VIEW_MODERATE_H
#define VIEW_VIEW_MODERATE_H

#include "view/view_layout.h"

/* A button: what its form sends as "do", and its text. */
struct view_choice {
  const char *value, *text;
  bool suggested; /* by the link: it takes the focus */
};

struct view_moderate {
  struct view_layout layout;
  const char *heading;
  const char *note; /* what was done, or what is wrong; NULL: nothing */
  const char
      *link; /* the token, which every form sends back; NULL: no comment follows */
  const char *from;       /* the status, which forms send back: "hold" */
  const char *undo;       /* the status to go back to; NULL: nothing to undo */
  const char *undo_reply; /* the token of a reply that is taken back as well; or NULL */
  /* The comment. */
  const char *author, *author_url;   /* "" for none; shown as text, not as a link */
  const char *article, *article_url; /* its title and address; NULL if not public */
  const char *parent;                /* the author it replies to, or NULL */
  struct view_time written;
  const char *body_html;               /* sanitised */
  const char *status, *reason, *score; /* sentences; "" or NULL: not known */
  const struct view_choice *choices;
  size_t choice_count;
  /* The field for a reply. */
  bool replies;                    /* there is one */
  bool reply_first;                /* the link suggests it: it takes the focus */
  bool is_held;                    /* a reply approves the comment */
  const char *reply, *reply_fault; /* as it was sent, and what is wrong with it */
};

/* Adds the HTML of the page. ERR_TEMPLATE (discard what was added), ERR_NOMEM. */
enum err view_moderate(
    const struct templates *t, const struct view_moderate *p, struct buf *out) MUST_USE;

#endif
