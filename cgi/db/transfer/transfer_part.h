/* Inside db/transfer only: some rows of a table in memory, and their hash. */
#ifndef DB_TRANSFER_TRANSFER_PART_H
#define DB_TRANSFER_TRANSFER_PART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/crypt.h"
#include "db/transfer/transfer_table.h"

struct statement;

struct transfer_value {
  enum transfer_type type;
  bool is_null;
  int64_t number;
  double real;
  const char *data; /* of a text or a blob, followed by a NUL */
  size_t size;      /* without it */
};

struct transfer_part {
  size_t count;                /* of rows */
  struct transfer_value *rows; /* each has all columns of the table */
  uint8_t hash[CRYPT_HASH];    /* of the hashes of its rows */
};

/* Reads all rows that `st` has, which selects all columns of the table, into the arena.
 * ERR_NOMEM, errors of the database. */
enum err transfer_part_read(struct db *s, struct statement *st,
    const struct transfer_columns *c, struct arena *a,
    struct transfer_part *out) MUST_USE;

/* Binds a value of the type that it has. */
void transfer_value_bind(struct statement *st, int i, const struct transfer_value *v);

/* Copies the key of the last row, `c->keys` values, into the arena. NULL if memory is
 * exhausted. */
struct transfer_value *transfer_part_last_key(
    const struct transfer_part *p, const struct transfer_columns *c, struct arena *a);

/* Finds a text that PostgreSQL does not take: one that is no valid UTF-8 or has a NUL.
 * True if there is one; its row and column are stored then. */
bool transfer_part_has_bad_text(const struct transfer_part *p,
    const struct transfer_columns *c, size_t *row, int *column);

#endif
