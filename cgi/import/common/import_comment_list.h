/* Inside import only: the comments of an imported article. */
#ifndef IMPORT_COMMON_IMPORT_COMMENT_LIST_H
#define IMPORT_COMMON_IMPORT_COMMENT_LIST_H

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "db/model/comment.h"
#include "markup/frontmatter/parse_problem.h"

/* A comment of a source. */
struct import_comment {
  int64_t local, local_parent; /* IDs in the source; parent 0: none */
  size_t parent;               /* index of its parent, once arranged, or SIZE_MAX */
  struct comment comment;
  const char *email; /* "" for none */
  int64_t id;        /* in the database, once stored */
};

struct import_comments {
  struct import_comment *items; /* in the order of the file, in the arena */
  size_t *order;                /* indexes, each after its parent */
  size_t count;
  bool keep_ids; /* use the IDs of the file, if all are free */
  /* Comments with other keys than those of this source ("disqus:") are looked for: one
   * by the same author, of the same second, with the same text, is the same. NULL: no.
   */
  const char *source;
  size_t added; /* comments that the article lacked, once they are stored */
};

/* Finds the parent of each of all->items and fills in all->order. Returns ERR_INVALID
 * with *problem for a repeated ID, a reply to a missing comment, or a cycle of replies;
 * if `problem` is NULL such replies become top-level comments. ERR_NOMEM. */
enum err import_comment_list_arrange(struct arena *a, struct import_comments *all,
    struct parse_problem *problem) MUST_USE;

/* Adds the comments that the article lacks, except deleted ones and those that it has
 * from somewhere else (all->source), and rewrites the others if the file differs; their
 * status stays. A publish_more, to be called inside txn_write, whose context is a
 * struct import_comments. */
enum err import_comment_list_add(
    struct db *s, int64_t article, void *comments) MUST_USE;

#endif
