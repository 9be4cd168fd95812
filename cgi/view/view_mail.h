/* A mail, as text and as HTML: a sentence, comments with links, and what to do about
 * them. */
#ifndef VIEW_VIEW_MAIL_H
#define VIEW_VIEW_MAIL_H

#include <stddef.h>

#include "view/view_layout.h"

/* One comment. NULL or "" leaves a part out. */
struct view_mail_item {
  const char *author, *website, *email;
  const char *when;              /* date and time */
  const char *title, *title_url; /* of the article */
  const char *status;            /* a sentence */
  const char *reason, *score;    /* sentences, for the owner */
  const char *text;              /* as it was written */
  const char *html;              /* clean, with absolute links */
  struct view_links links;       /* the first is shown as a button */
};

struct view_mail {
  const char *lang, *dir;
  const char *site_title, *site_url;
  const char *subject;
  const char *intro; /* a sentence, or NULL */
  const struct view_mail_item *items;
  size_t item_count;
  struct view_links links; /* about the whole mail; the first is shown as a button */
  const char *note;        /* a sentence at the end, or NULL */
  const char *stop, *stop_url; /* text and URL of a link to stop such mails, or NULL */
};

/* Adds both parts: lines of the text have no trailing spaces, and comments in it are
 * quoted, so that nobody can imitate the rest of the mail. ERR_TEMPLATE, ERR_NOMEM. */
enum err view_mail(const struct templates *t, const struct view_mail *m,
    struct buf *text, struct buf *html) MUST_USE;

#endif
