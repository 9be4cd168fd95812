/* Inside site/ only: the frames of articles, their pages without comments and form,
 * that this process has rendered before. Bounded; those not used for longest go first.
 */
#ifndef SITE_PAGES_ARTICLE_MEMORY_H
#define SITE_PAGES_ARTICLE_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

#include "site/core/site.h"
#include "view/view_article.h"

/* At most, in a process. */
enum { ARTICLE_MEMORY_BYTES = 1 << 20, ARTICLE_MEMORY_FRAMES = 64 };

/* All that a frame depends on, besides settings and templates, which last as long as
 * the site is open. Equal keys mean equal frames. */
struct article_memory_key {
  int64_t article;
  /* The largest number of all keys of the page, except that of its comments. A number
   * is never used twice (db/txn.h). */
  uint64_t revision;
  /* What the frame says about comments: a key of its own would change with each. */
  int64_t comments; /* how many the row of the article counts */
  int64_t shown;    /* how many the thread has */
  bool open;        /* whether it takes comments, and thanks */
};

/* The frame, valid until the next call for the site; NULL if it is not there, or cannot
 * be trusted: rows were changed outside txn_write, and no number says which. Call it in
 * the read transaction in which the key was read. */
const struct view_frame *article_memory_find(
    struct site *site, const struct article_memory_key *key);

/* Keeps a copy of a frame, unless it is too large, memory runs out, or txn_write is
 * running: what is rendered there may be rolled back, and its number given to another
 * change. */
void article_memory_keep(struct site *site, const struct article_memory_key *key,
    const struct view_frame *frame);

/* The bytes of all frames. */
size_t article_memory_size(const struct site *site);

/* Forgets all. */
void article_memory_free(struct site *site);

#endif
