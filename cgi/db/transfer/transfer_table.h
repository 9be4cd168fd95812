/* Inside db/transfer only: the tables that are copied from one database to another, and
 * their columns. */
#ifndef DB_TRANSFER_TRANSFER_TABLE_H
#define DB_TRANSFER_TRANSFER_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct db;

enum { TRANSFER_COLUMNS = 40, TRANSFER_NAME = 32 };

enum transfer_type { TRANSFER_INTEGER, TRANSFER_REAL, TRANSFER_TEXT, TRANSFER_BLOB };

struct transfer_table {
  const char *name;
  const char *key;  /* columns of the primary key, separated by ", " */
  int part;         /* rows that are in memory at a time: few, if they are long */
  bool has_counter; /* PostgreSQL counts the IDs that it gives */
};

/* Every table of the schema but the few that are only about the database itself, such
 * as the record of its page cache. The index of the search is the table "search": its
 * rows are texts, which the other engine splits into words again. */
extern const struct transfer_table transfer_tables[];
extern const size_t transfer_table_count;

struct transfer_columns {
  int count;
  char names[TRANSFER_COLUMNS][TRANSFER_NAME];
  enum transfer_type types[TRANSFER_COLUMNS];
  int keys;                                    /* columns of the primary key */
  int key[4];                                  /* which these are */
  char list[TRANSFER_COLUMNS * TRANSFER_NAME]; /* all names, separated by ", " */
};

/* Reads the columns of a table, which are the same in both engines. */
enum err transfer_columns_read(struct db *s, const struct transfer_table *t,
    struct transfer_columns *out) MUST_USE;

/* What a query of the table selects from: its name, or a query of the index. */
const char *transfer_table_source(const struct db *s, const struct transfer_table *t);

/* Whether it is the index of the search. */
bool transfer_table_is_search(const struct transfer_table *t);

#endif
