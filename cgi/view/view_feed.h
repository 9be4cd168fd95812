/* A feed, in RSS or Atom. All addresses are absolute. */
#ifndef VIEW_VIEW_FEED_H
#define VIEW_VIEW_FEED_H

#include "view/view_layout.h"

struct view_entry {
  const char *id; /* stays the same when `url` changes */
  const char *url, *title, *author;
  const char *published_iso, *published_rfc_822, *updated_iso;
  const char *summary;      /* plain text, or NULL */
  const char *content_html; /* sanitised; NULL: the feed has summaries only */
  const char *comments_url; /* NULL: the entry has no comments */
  const char *image_url;    /* NULL: no image, or none in this format */
  const char *lang;         /* NULL if equal to that of the feed */
  const struct view_translation *translations; /* the others; only Atom has them */
  size_t translation_count;
  struct view_links terms; /* names of categories and tags */
};

struct view_feed {
  const char *title, *subtitle, *lang;
  const char *id;             /* stays the same when `url` changes */
  const char *url, *home_url; /* of the feed, and of the page it belongs to */
  const char *hub_url;        /* NULL: none */
  const char *updated_iso, *updated_rfc_822; /* the latter NULL if unknown */
  const struct view_entry *entries;
  size_t entry_count;
};

/* Adds the feed, rendered with the template `file`. ERR_TEMPLATE (discard what was
 * added), ERR_NOMEM. */
enum err view_feed(const struct templates *t, const char *file,
    const struct view_feed *f, struct buf *out) MUST_USE;

#endif
