/* Inside site/: the comments in NAME.comments.json beside a file. */
#ifndef SITE_IMPORT_COMMENTS_H
#define SITE_IMPORT_COMMENTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"
#include "text/text_problem.h"

struct import_comment;

struct import_comments {
  struct import_comment *items; /* in the order of the file, in the arena */
  size_t *order;                /* the same, each behind the one it answers */
  size_t count;
  struct text_problem problem; /* of import_comments_add */
};

/* Reads and checks all comments of a file by the rules of the form. ERR_SYNTAX,
 * ERR_INVALID with *problem: no JSON of that kind, a field that breaks a rule, an id
 * twice, an answer to a comment that is not there or to itself round about. */
enum err import_comments_read(struct arena *a, const char *json,
    struct import_comments *out, struct text_problem *problem) MUST_USE;

/* Adds those that the article does not have yet, but for those that were deleted, and
 * rewrites the others where the file says something else; their states stay. Inside
 * gate_write, a publish_more whose context is a struct import_comments. ERR_INVALID
 * with its `problem`, for an answer to one that came later. */
enum err import_comments_add(struct store *s, int64_t article, void *comments) MUST_USE;

#endif
