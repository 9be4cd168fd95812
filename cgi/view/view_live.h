/* The updates of a live post, on its page. */
#ifndef VIEW_VIEW_LIVE_H
#define VIEW_VIEW_LIVE_H

#include "view/view_layout.h"

struct view_update {
  int64_t number;
  const char *id;                     /* "update-3", of its element */
  const char *title;                  /* "" for none */
  struct view_time published, edited; /* edited.iso NULL: never */
  const char *html;                   /* sanitised */
  /* The beginning of its text, for metadata; NULL if they do not have it. */
  const char *headline, *summary;
};

struct view_live {
  bool exists; /* false: the post is not live and never was */
  bool ended, newest_first;
  struct view_time started, until; /* `until` is the end; .iso NULL while it goes on */
  struct view_time last;           /* of the newest update; .iso NULL without any */
  const char *last_url;
  const char *modified_iso;          /* of the post; NULL: not since it was published */
  const struct view_update *updates; /* in the order of the page */
  size_t count;
};

/* Shows the section LIVE for live.html. */
void view_live(struct dict *d, const struct view_live *live);

#endif
