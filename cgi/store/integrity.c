#include "store/integrity.h"

#include <stdio.h>
#include <string.h>

#include "store/connection.h"

enum { PAGES, REFERENCES };

static const struct statement statements[] = {
    [PAGES] = {ROLE_COMMAND, "PRAGMA integrity_check"},
    [REFERENCES] = {ROLE_COMMAND, "PRAGMA foreign_key_check"},
};
const struct statement_table integrity_statements = STATEMENT_TABLE(statements);

/* A row of foreign_key_check: table, row, the table it names. */
static void reference(sqlite3_stmt *st, char *out, size_t size) {
  snprintf(out, size, "row %lld of the table %s names a row of %s that is not there",
      (long long)sqlite3_column_int64(st, 1), (const char *)sqlite3_column_text(st, 0),
      (const char *)sqlite3_column_text(st, 2));
}

static enum err walk(
    struct store *s, int statement, integrity_visit *visit, void *context) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_INTEGRITY, statement, &st);
  while (!e && (e = statement_row(s, st)) == OK) {
    char text[400];
    const char *said = (const char *)sqlite3_column_text(st, 0);
    if (statement == PAGES && said && strcmp(said, "ok") == 0)
      continue;
    if (statement == REFERENCES)
      reference(st, text, sizeof text);
    else
      snprintf(text, sizeof text, "%s", said ? said : "");
    e = visit(context, text);
    if (e)
      sqlite3_reset(st);
  }
  return e == ERR_NOT_FOUND ? OK : e;
}

enum err integrity_of_file(struct store *s, integrity_visit *visit, void *context) {
  enum err e = walk(s, PAGES, visit, context);
  return e ? e : walk(s, REFERENCES, visit, context);
}
