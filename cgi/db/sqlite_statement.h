/* Inside db/ only: SQLite's statements and errors. */
#ifndef DB_SQLITE_STATEMENT_H
#define DB_SQLITE_STATEMENT_H

#include <sqlite3.h>

#include "base/err.h"

struct db;
struct statement;

/* Translates an SQLite result code. An error is kept for db_message and logged, except
 * those that are part of normal work. */
enum err sqlite_error(struct db *s, int result) MUST_USE;

/* Does the same for the result of preparing a statement: a statement that does not fit
 * the schema means that the schema is damaged, ERR_DAMAGED. */
enum err sqlite_prepare_error(struct db *s, int result) MUST_USE;

/* As long as there is one engine, a statement is its own, under another name. */
static inline sqlite3_stmt *sqlite_of(struct statement *st) {
  return (sqlite3_stmt *)st;
}

/* Prepares a statement that is used for as long as the connection is open. The caller
 * frees *out with sqlite_finalize. */
enum err sqlite_prepare(struct db *s, const char *sql, struct statement **out) MUST_USE;

/* Frees it; NULL is fine. */
void sqlite_finalize(struct statement *st);

/* Returns the result code of sqlite3_step. */
int sqlite_step(struct statement *st);

/* Makes it ready to be run again, and releases the lock that its rows need. */
void sqlite_reset(struct statement *st);

/* Resets it and forgets what was bound. */
void sqlite_clear(struct statement *st);

#endif
