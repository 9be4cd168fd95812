/* A change as the kinds of pages see it: an invalidated dependency key with the rows it
 * concerns, which are loaded once for all kinds. */
#ifndef SITE_PAGES_PAGE_CHANGE_H
#define SITE_PAGES_PAGE_CHANGE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/listing.h"
#include "db/txn.h"

struct page_change {
  enum dep_key key;
  const struct txn_invalidated *invalidated;
  /* DEP_ARTICLE, DEP_COMMENTS and DEP_NEIGHBOURS of one article: its row. `.id` is 0 if
   * it was deleted; then its paths were invalidated, too. */
  struct article article;
  /* DEP_ARTICLE and DEP_COMMENTS: where the lists have that article. */
  struct listing_placement *placements;
  size_t placement_count;
  struct listing_subject subject; /* DEP_LISTING */
};

/* Loads the rows into the arena. ERR_NOMEM, errors of the database. */
enum err page_change_load(struct db *s, struct arena *a,
    const struct txn_invalidated *invalidated, struct page_change *out) MUST_USE;

#endif
