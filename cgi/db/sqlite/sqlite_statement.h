/* Inside db/ only: SQLite's statements and errors. */
#ifndef DB_SQLITE_SQLITE_STATEMENT_H
#define DB_SQLITE_SQLITE_STATEMENT_H

#include <sqlite3.h>

#include "base/err.h"
#include "db/engine.h"

struct db;

/* Translates an SQLite result code. An error is kept for db_message and logged, except
 * those that are part of normal work. */
enum err sqlite_error(struct db *s, int result) MUST_USE;

/* Does the same for the result of preparing a statement: a statement that does not fit
 * the schema means that the schema is damaged, ERR_DAMAGED. */
enum err sqlite_prepare_error(struct db *s, int result) MUST_USE;

extern const struct engine sqlite_engine;

/* SQLite's own statement, for what only its interface has. */
sqlite3_stmt *sqlite_of(struct statement *st);

/* Prepares a statement that is in no table. */
enum err sqlite_prepare(struct db *s, const char *sql, struct statement **out) MUST_USE;

#endif
