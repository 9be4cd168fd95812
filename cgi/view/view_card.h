/* An article as lists and search results show it, which is also the head of its page.
 */
#ifndef VIEW_VIEW_CARD_H
#define VIEW_VIEW_CARD_H

#include "view/view_layout.h"

struct view_card {
  const char *url, *title;  /* if the title is "", the date is shown instead */
  const char *lang, *dir;   /* NULL if equal to those of the interface */
  const char *excerpt;      /* plain text; on lists */
  const char *body_html;    /* sanitised; on the article's own page */
  const char *picture_html; /* an <img> or <picture>; on lists; NULL: none */
  struct view_time published;
  const char *archive_url;  /* of the month of publication */
  struct view_time updated; /* .iso is NULL unless changed after publication */
  const char *author, *author_url;
  struct view_links categories, tags;
  const char *reading_time; /* "3 min read" */
  const char *comments;     /* "2 comments"; NULL if there are none */
  bool sticky;
  bool live; /* it has live updates, which go on */
};

/* Sets the variables of a card: title, dates, author and terms. */
void view_card(struct dict *d, const struct view_card *c);

#endif
