/* Corrections, on the page of their article and on the list of all. */
#ifndef VIEW_VIEW_CORRECTIONS_H
#define VIEW_VIEW_CORRECTIONS_H

#include "view/view_layout.h"

enum view_change { VIEW_CHANGE_NONE, VIEW_CHANGE_REMOVED, VIEW_CHANGE_ADDED };

/* Words that stayed, went or came. */
struct view_change_part {
  enum view_change change;
  const char *text;
};

/* A place in the article, with a few words around what was changed. */
struct view_change_place {
  const struct view_change_part *parts;
  size_t count;
};

struct view_correction {
  int64_t id; /* in addresses; of one article, all differ */
  struct view_time at;
  const char *note;
  struct view_link article; /* on the list; url NULL elsewhere */
  const char *lang, *dir;   /* of the note; NULL if equal to those around it */
  const struct view_change_place *places;
  size_t place_count; /* 0: what was changed is not shown */
};

struct view_corrections {
  const struct view_correction *items; /* of an article oldest first */
  size_t count;
};

/* The list of all corrections, newest first. */
struct view_corrections_page {
  struct view_layout layout;
  const char *heading;
  struct view_corrections corrections;
  struct view_pager pager;
  const char *empty; /* sentence if there are none; else NULL */
};

/* Sets the variables of the corrections of an article, if it has any. */
void view_corrections(struct dict *d, const struct view_corrections *c);

/* Adds the HTML of the page. ERR_TEMPLATE (discard what was added), ERR_NOMEM. */
enum err view_corrections_page(const struct templates *t,
    const struct view_corrections_page *p, struct buf *out) MUST_USE;

#endif
