/* How many rows there are of what an owner would miss, to compare a database with its
 * copy. */
#ifndef DB_ROW_COUNT_H
#define DB_ROW_COUNT_H

#include <stddef.h>
#include <stdint.h>

#include "db/db.h"

enum {
  ROW_COUNT_KINDS = 14,
  ROW_COUNT_NAME = 24 /* with the NUL */
};

/* The kinds have the same order in every database. */
struct row_count {
  struct {
    char name[ROW_COUNT_NAME]; /* in English, the plural: "articles" */
    int64_t rows;
  } kinds[ROW_COUNT_KINDS];
};

/* Counts, for ROLE_COMMAND, what the connection sees: a caller that wants one snapshot
 * has begun a read transaction. */
enum err row_count(struct db *s, struct row_count *out) MUST_USE;

/* True if both have the same numbers. Else *kind is the first kind that differs. */
bool row_count_matches(
    const struct row_count *a, const struct row_count *b, size_t *kind);

#endif
