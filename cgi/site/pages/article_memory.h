/* Inside site/ only: the frames of articles, their pages without comments and form,
 * that this process has rendered before, their texts, and their comments. Bounded;
 * those not used for longest go first. */
#ifndef SITE_PAGES_ARTICLE_MEMORY_H
#define SITE_PAGES_ARTICLE_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

#include "db/model/comment_place.h"
#include "site/core/site.h"
#include "view/view_article.h"

/* At most, in a process. */
enum { ARTICLE_MEMORY_BYTES = 1 << 20, ARTICLE_MEMORY_PIECES = 64 };

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

/* The frame, valid until something is kept for the site or forgotten; NULL if it is not
 * there, or cannot be trusted: rows were changed outside txn_write, and no number says
 * which. Call it in the read transaction in which the key was read. */
const struct view_frame *article_memory_find(
    struct site *site, const struct article_memory_key *key);

/* Keeps a copy of a frame, unless it is too large, memory runs out, or txn_write is
 * running: what is rendered there may be rolled back, and its number given to another
 * change. */
void article_memory_keep(struct site *site, const struct article_memory_key *key,
    const struct view_frame *frame);

/* What is prepared from the text of an article for its page, which is half of the work
 * for its frame. Comments change the frame, and not this. */
struct article_text {
  const char *body_html;
  const char *lead; /* NULL: none */
  struct view_contents contents;
};

/* The text of an article, valid until something is kept for the site or forgotten; NULL
 * as above. `revision` is that of the key. */
const struct article_text *article_memory_text(
    struct site *site, int64_t article, uint64_t revision);

/* Keeps a copy, or not, as above. */
void article_memory_keep_text(struct site *site, int64_t article, uint64_t revision,
    const struct article_text *text);

/* The comments on the page of an article, and what they were rendered from. */
struct article_list {
  struct view_list html;
  /* All public ones of the article, as comment_shared_places has them. */
  const struct comment_place *places;
  const char *closed; /* the sentence in place of a form; NULL: none */
};

/* Whether the comments on the page of an article are kept, rendered from the same
 * places and sentence as those of `list`, which gets their HTML, valid as above. The
 * key is that of the frame, except that its revision is the one of the whole page. */
bool article_memory_list(struct site *site, const struct article_memory_key *key,
    struct article_list *list) MUST_USE;

/* Keeps a copy, or not, as above. */
void article_memory_keep_list(struct site *site, const struct article_memory_key *key,
    const struct article_list *list);

/* The bytes of all of them. */
size_t article_memory_size(const struct site *site);

/* Forgets all. */
void article_memory_free(struct site *site);

#endif
