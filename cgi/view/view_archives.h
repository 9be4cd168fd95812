/* The archives: one year of articles by month, with links to the other years. */
#ifndef VIEW_VIEW_ARCHIVES_H
#define VIEW_VIEW_ARCHIVES_H

#include "view/view_layout.h"

struct view_archives_entry {
  struct view_time published;
  const char *url, *title;
};

struct view_archives_month {
  const char *name;  /* "November 2026" */
  const char *url;   /* of the month's list */
  const char *count; /* "12 articles" */
  const struct view_archives_entry *entries;
  size_t entry_count; /* 0: the month is too long to be listed here */
};

struct view_archives_year {
  const char *name, *url, *count; /* "2026", its archives, "120 articles" */
  bool current;                   /* the year this page shows */
};

struct view_archives_page {
  struct view_layout layout;
  const char *heading;
  const struct view_archives_year *years; /* newest first; empty for an empty blog */
  size_t year_count;
  const char *year, *year_url,
      *year_note; /* "2026", list of the year, "120 articles" */
  const struct view_archives_month *months; /* newest first */
  size_t month_count;
  const char *empty; /* sentence for an empty blog, or NULL */
};

/* Adds the HTML of the page. ERR_TEMPLATE (discard what was added), ERR_NOMEM. */
enum err view_archives_page(const struct templates *t,
    const struct view_archives_page *p, struct buf *out) MUST_USE;

#endif
