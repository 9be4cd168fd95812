/* Inside db/ only: statements, prepared once a connection, and how they are run. */
#ifndef DB_STATEMENT_H
#define DB_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/roles.h"

struct db;

/* One statement and the roles that may run it. */
struct statement {
  unsigned roles;
  const char *sql;
};

/* The statements atop a store file. */
struct statement_table {
  const char *name;
  const struct statement *statements;
  size_t count;
};

#define STATEMENT_TABLE(array)                                                         \
  { #array, array, sizeof(array) / sizeof((array)[0]) }

/* One table for each file of the folder that has statements. */
enum table {
  TABLE_TXN,
  TABLE_ARTICLE,
  TABLE_ARTICLE_SLUG,
  TABLE_BODY,
  TABLE_TERM,
  TABLE_TERM_PUBLIC,
  TABLE_PATH,
  TABLE_LISTING,
  TABLE_LISTING_BUCKET,
  TABLE_COMMENT,
  TABLE_MODERATION,
  TABLE_CACHE_RECORD,
  TABLE_INTEGRITY,
  TABLE_STATS,
  TABLE_SCHEMA,
  TABLE_SEARCH,
  TABLE_SEARCH_EXPRESSION,
  TABLE_SITEMAP,
  TABLE_RELATED,
  TABLE_COUNT
};

extern const struct statement_table txn_statements, article_statements, body_statements,
    term_statements, path_statements, listing_statements, listing_bucket_statements,
    comment_statements, moderation_statements, cache_record_statements,
    integrity_statements, stats_statements, schema_statements, search_statements,
    search_expression_statements, sitemap_statements, article_slug_statements,
    related_statements, term_public_statements;

/* The table of a number. */
const struct statement_table *statement_table(enum table t);

/* Statement `i` of `t`, reset and ready for binding, in *out; it belongs to the
 * connection. ERR_DENIED if the connection's role may not run it. */
enum err statement_get(struct db *s, enum table t, int i, sqlite3_stmt **out) MUST_USE;

/* The same with `id` bound as its first value. */
enum err statement_get_id(
    struct db *s, enum table t, int i, int64_t id, sqlite3_stmt **out) MUST_USE;

/* Steps `st` to its next row, for a loop over all rows:
 *
 *   sqlite3_stmt *st = NULL;
 *   enum err e = statement_get(s, TABLE_X, EACH, &st);
 *   while (statement_next(s, st, &e))
 *     e = visit(context, sqlite3_column_int64(st, 0));
 *   return e;
 *
 * Returns true while there is a row. Returns false after the last row, when stepping
 * fails (the error goes to *e), and without stepping when *e is already an error, such
 * as one that the visitor returned; the statement is reset then. A caller that leaves
 * the loop earlier resets the statement itself. */
bool statement_next(struct db *s, sqlite3_stmt *st, enum err *e);

/* Steps a query for one thing to its only row, which the caller reads before resetting
 * the statement. ERR_NOT_FOUND if there is no such thing; the statement is already
 * reset after an error. */
enum err statement_one(struct db *s, sqlite3_stmt *st) MUST_USE;

/* Runs a statement to its end and resets it. */
enum err statement_run(struct db *s, sqlite3_stmt *st) MUST_USE;

/* Runs statement `i` of `t`, whose only value is `id`. */
enum err statement_run_id(struct db *s, enum table t, int i, int64_t id) MUST_USE;

/* Reads the first column, an integer, of the only row of a query for one thing (0 for
 * NULL), and resets the statement. ERR_NOT_FOUND if there is no such thing. */
enum err statement_number(struct db *s, sqlite3_stmt *st, int64_t *out) MUST_USE;

/* Does the same for a query that may have no row, such as one for the next of a series:
 * *found tells whether there was a row. */
enum err statement_number_if_any(
    struct db *s, sqlite3_stmt *st, bool *found, int64_t *out) MUST_USE;

/* The error that belongs to an SQLite result; remembered for db_message and logged
 * where it is no everyday one. */
enum err statement_error(struct db *s, int result) MUST_USE;

/* The same for one of preparing a statement: what cannot be made of this schema finds a
 * damaged one, ERR_DAMAGED. */
enum err statement_prepare_error(struct db *s, int result) MUST_USE;

/* Binds by position, from 1. NULL text binds NULL. Texts must live until the run. */
void statement_bind_text(sqlite3_stmt *st, int i, const char *text);

/* A column's text copied into `a`; "" where it is NULL. NULL when memory is out. */
char *statement_text(struct arena *a, sqlite3_stmt *st, int column);

/* The same, but NULL stays NULL; *failed is set when memory is out. */
char *statement_text_or_null(struct arena *a, sqlite3_stmt *st, int column);

#endif
