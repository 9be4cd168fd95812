#include "db/statement_value.h"

#include "db/sqlite_statement.h"

void statement_bind_int(struct statement *st, int i, int64_t value) {
  sqlite3_bind_int64(sqlite_of(st), i, value);
}

void statement_bind_double(struct statement *st, int i, double value) {
  sqlite3_bind_double(sqlite_of(st), i, value);
}

void statement_bind_null(struct statement *st, int i) {
  sqlite3_bind_null(sqlite_of(st), i);
}

/* SQLITE_STATIC: nothing is copied, so the text must live until the statement is reset
 * or bound again. It does, because statements run before their caller returns. */
void statement_bind_text(struct statement *st, int i, const char *text) {
  sqlite3_bind_text(sqlite_of(st), i, text, -1, SQLITE_STATIC);
}

void statement_bind_chars(struct statement *st, int i, const char *text, size_t size) {
  sqlite3_bind_text64(sqlite_of(st), i, text, size, SQLITE_STATIC, SQLITE_UTF8);
}

void statement_bind_blob(struct statement *st, int i, const void *data, size_t size) {
  sqlite3_bind_blob64(sqlite_of(st), i, data, size, SQLITE_STATIC);
}

int64_t statement_int(struct statement *st, int column) {
  return sqlite3_column_int64(sqlite_of(st), column);
}

double statement_double(struct statement *st, int column) {
  return sqlite3_column_double(sqlite_of(st), column);
}

bool statement_is_null(struct statement *st, int column) {
  return sqlite3_column_type(sqlite_of(st), column) == SQLITE_NULL;
}

bool statement_is_text(struct statement *st, int column) {
  return sqlite3_column_type(sqlite_of(st), column) == SQLITE_TEXT;
}

const char *statement_chars(struct statement *st, int column) {
  return (const char *)sqlite3_column_text(sqlite_of(st), column);
}

const void *statement_blob(struct statement *st, int column) {
  return sqlite3_column_blob(sqlite_of(st), column);
}

size_t statement_size(struct statement *st, int column) {
  return (size_t)sqlite3_column_bytes(sqlite_of(st), column);
}

int statement_columns(struct statement *st) {
  return sqlite3_column_count(sqlite_of(st));
}

const char *statement_column_name(struct statement *st, int column) {
  return sqlite3_column_name(sqlite_of(st), column);
}
