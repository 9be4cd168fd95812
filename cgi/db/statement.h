/* Inside db/ only: statements, prepared once for each connection, and how to run them.
 * db/statement_value.h binds and reads their values. */
#ifndef DB_STATEMENT_H
#define DB_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/statement_table.h"
#include "db/statement_value.h"

struct db;

/* Stores statement `i` of table `t` in *out, reset and ready for binding. The
 * connection owns it. ERR_DENIED if the connection's role may not run it. */
enum err statement_get(
    struct db *s, enum table t, int i, struct statement **out) MUST_USE;

/* Does the same and binds `id` as the first value. */
enum err statement_get_id(
    struct db *s, enum table t, int i, int64_t id, struct statement **out) MUST_USE;

/* Steps `st` to its next row, for a loop over all rows:
 *
 *   struct statement *st = NULL;
 *   enum err e = statement_get(s, TABLE_X, EACH, &st);
 *   while (statement_next(s, st, &e))
 *     e = visit(context, statement_int(st, 0));
 *   return e;
 *
 * Returns true while there is a row. Returns false after the last row, when stepping
 * fails (the error goes to *e), and without stepping when *e is already an error, such
 * as one that the visitor returned; the statement is reset then. A caller that leaves
 * the loop earlier resets the statement itself. */
bool statement_next(struct db *s, struct statement *st, enum err *e);

/* Steps a query for one thing to its only row, which the caller reads before resetting
 * the statement. ERR_NOT_FOUND if there is no such thing; the statement is already
 * reset after an error. */
enum err statement_one(struct db *s, struct statement *st) MUST_USE;

/* Does the same for statement `i` of table `t`, whose only value is `id`. */
enum err statement_one_id(
    struct db *s, enum table t, int i, int64_t id, struct statement **out) MUST_USE;

/* Runs a statement to its end and resets it. */
enum err statement_run(struct db *s, struct statement *st) MUST_USE;

/* Runs statement `i` of table `t`, whose only value is `id`. */
enum err statement_run_id(struct db *s, enum table t, int i, int64_t id) MUST_USE;

/* Reads the first column, an integer, of the only row of a query for one thing (0 for
 * NULL), and resets the statement. ERR_NOT_FOUND if there is no such thing. */
enum err statement_number(struct db *s, struct statement *st, int64_t *out) MUST_USE;

/* Does the same for a query that may have no row, such as one for the next of a series:
 * *found tells whether there was a row. */
enum err statement_number_if_any(
    struct db *s, struct statement *st, bool *found, int64_t *out) MUST_USE;

/* Makes `st` ready to be run again. After stopping in the middle of the rows this is
 * necessary: the connection would keep its lock. */
void statement_reset(struct statement *st);

/* Prepares a statement that is in no table. The caller frees *out with
 * statement_finalize, to which NULL is fine. */
enum err statement_prepare(
    struct db *s, const char *sql, struct statement **out) MUST_USE;
void statement_finalize(struct statement *st);

/* The number of rows that the last statement of the connection has changed. */
int64_t statement_changes(struct db *s);

/* The id that the last INSERT of the connection has given its row. */
int64_t statement_last_id(struct db *s);

/* Binds an integer, or NULL for 0: columns for which "none" is NULL are 0 in structs.
 */
void statement_bind_or_null(struct statement *st, int i, int64_t value);

/* Copies a column's text into `a`; "" for NULL. Returns NULL when out of memory. */
char *statement_text(struct arena *a, struct statement *st, int column);

/* Does the same, but returns NULL for NULL. */
char *statement_text_or_null(struct arena *a, struct statement *st, int column);

#endif
