/* Inside import/: the comments of an article that is imported. */
#ifndef IMPORT_FILES_IMPORT_COMMENTS_H
#define IMPORT_FILES_IMPORT_COMMENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "db/model/comment.h"
#include "markup/frontmatter/parse_problem.h"

/* One comment of a source, and where it has gone. */
struct import_comment {
  int64_t local, local_parent; /* ids in the source; parent 0: none */
  size_t parent;               /* its place in the list, once arranged, or SIZE_MAX */
  struct comment comment;
  const char *email; /* "" for none */
  int64_t id;        /* in the database, once it is there */
};

struct import_comments {
  struct import_comment *items; /* in the order of the file, in the arena */
  size_t *order;                /* the same, each behind the one it answers */
  size_t count;
  bool keep_ids; /* those of the file become those of the database, if all are free */
};

/* Reads and checks all comments of a NAME.comments.json by the rules of the form.
 * ERR_SYNTAX, ERR_INVALID with *problem: no JSON of that kind, a field that breaks a
 * rule, an id twice, an answer to a comment that is not there or to itself round about.
 */
enum err import_comments_read(struct arena *a, const char *json,
    struct import_comments *out, struct parse_problem *problem) MUST_USE;

/* As comment_submit_render, but for a source from elsewhere: where it has HTML, that is
 * kept as far as readers may have it. ERR_NOMEM. */
enum err import_comments_render_html(struct arena *a, struct comment *c) MUST_USE;

/* Finds for each of `items` the one it answers, and fills in `order`. ERR_INVALID with
 * *problem for an id twice, an answer to one that is not there or to itself round
 * about; with `problem` NULL such answers become answers to none. */
enum err import_comments_arrange(struct arena *a, struct import_comments *all,
    struct parse_problem *problem) MUST_USE;

/* Adds those that the article does not have yet, but for those that were deleted, and
 * rewrites the others where the file says something else; their states stay. Inside
 * txn_write, a publish_more whose context is a struct import_comments. */
enum err import_comments_add(struct db *s, int64_t article, void *comments) MUST_USE;

#endif
