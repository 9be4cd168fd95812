/* Inside db/ only: what an engine does for db/statement.h and db/statement_value.h.
 * There is one for SQLite and one for PostgreSQL; a connection is to one of the two for
 * as long as it is open. */
#ifndef DB_ENGINE_H
#define DB_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct db;

/* The beginning of what an engine knows of a statement. */
struct statement {
  const struct engine *engine;
};

struct engine {
  /* Whether statements that have a text of their own for PostgreSQL are run with that.
   */
  bool is_postgres;
  /* Prepares a statement that is used for as long as the connection is open. */
  enum err (*prepare)(struct db *s, const char *sql, struct statement **out);
  /* Frees it; NULL is fine. */
  void (*finalize)(struct statement *st);
  /* True for a row. False after the last row, or for an error, which goes to *e. */
  bool (*step)(struct db *s, struct statement *st, enum err *e);
  /* Makes it ready to be run again; `clear` also forgets what was bound. */
  void (*reset)(struct statement *st);
  void (*clear)(struct statement *st);

  /* See statement_changes and statement_last_id. */
  int64_t (*changes)(struct db *s);
  int64_t (*last_id)(struct db *s);
  bool (*is_in_transaction)(const struct db *s);

  /* See db/statement_value.h. */
  void (*bind_int)(struct statement *st, int i, int64_t value);
  void (*bind_double)(struct statement *st, int i, double value);
  void (*bind_text)(struct statement *st, int i, const char *text, size_t size);
  void (*bind_blob)(struct statement *st, int i, const void *data, size_t size);
  void (*bind_null)(struct statement *st, int i);
  int64_t (*read_int)(struct statement *st, int column);
  double (*read_double)(struct statement *st, int column);
  const char *(*read_chars)(struct statement *st, int column);
  const void *(*read_blob)(struct statement *st, int column);
  size_t (*size)(struct statement *st, int column);
  bool (*is_null)(struct statement *st, int column);
  bool (*is_text)(struct statement *st, int column);
  int (*columns)(struct statement *st);
  const char *(*column_name)(struct statement *st, int column);
};

#endif
