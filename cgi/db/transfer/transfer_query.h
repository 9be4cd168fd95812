/* Inside db/transfer only: the statements that read and write the rows of a table. */
#ifndef DB_TRANSFER_TRANSFER_QUERY_H
#define DB_TRANSFER_TRANSFER_QUERY_H

#include "base/arena.h"
#include "base/err.h"
#include "db/transfer/transfer_part.h"
#include "db/transfer/transfer_table.h"

struct db;

/* Rows whose keys are greater than `after` and not greater than `last`. NULL: no limit
 * there. */
struct transfer_range {
  const struct transfer_value *after, *last;
};

struct transfer_query {
  struct db *s;
  const struct transfer_table *table;
  const struct transfer_columns *columns;
  struct statement *reads[2][2]; /* by which ends the range has; NULL: not prepared */
  struct statement *inserts[2];  /* of one row, and of many */
};

/* Reads rows of a range in the order of their keys, `most` at most (0: all). */
enum err transfer_query_read(struct transfer_query *q, const struct transfer_range *r,
    int most, struct arena *a, struct transfer_part *out) MUST_USE;

/* Adds the rows. */
enum err transfer_query_insert(
    struct transfer_query *q, const struct transfer_part *p) MUST_USE;

/* Deletes the rows of a part that was read from this database. */
enum err transfer_query_delete(
    struct transfer_query *q, const struct transfer_part *p) MUST_USE;

/* Frees the statements. */
void transfer_query_close(struct transfer_query *q);

#endif
