#include "db/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "db/fts_functions.h"
#include "db/migration.h"

enum { ALL, ONE };

/* What SQLite makes for itself begins with "sqlite_" and stays out: '`' comes next
 * after '_'. */
static const struct statement statements[] = {
    [ALL] = {ROLE_COMMAND,
        "SELECT type, name, tbl_name, sql FROM sqlite_master"
        " WHERE name < 'sqlite_' OR name >= 'sqlite`' ORDER BY type, name"},
    [ONE] = {ROLE_COMMAND,
        "SELECT tbl_name, sql FROM sqlite_master WHERE type = ? AND name = ?"},
};
const struct statement_table schema_statements = STATEMENT_TABLE(statements);

struct comparison {
  integrity_visit *visit;
  void *context;
  bool found;
};

/* A new database, in memory. */
static enum err open_model(struct db **out) {
  int from = 0;
  struct db *s = calloc(1, sizeof *s);
  if (!s)
    return ERR_NOMEM;
  s->role = ROLE_COMMAND;
  s->queue_fd = -1;
  int result = sqlite3_open_v2(
      ":memory:", &s->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result == SQLITE_OK)
    result = fts_register(s->handle);
  enum err e =
      result == SQLITE_OK ? migration_run(s, &from) : statement_error(s, result);
  if (e)
    db_close(s);
  else
    *out = s;
  return e;
}

static const char *text(sqlite3_stmt *st, int column) {
  const char *s = (const char *)sqlite3_column_text(st, column);
  return s ? s : "";
}

/* Behind white space and comments, in which versions of the program may differ. */
static const char *skip(const char *s) {
  for (;;) {
    s += strspn(s, " \t\r\n");
    if (strncmp(s, "--", 2) != 0)
      return s;
    s += strcspn(s, "\n");
  }
}

static bool is_same(const char *a, const char *b) {
  for (a = skip(a), b = skip(b); *a && *a == *b; a = skip(a + 1), b = skip(b + 1))
    continue;
  return *a == *b;
}

static enum err tell(
    struct comparison *c, sqlite3_stmt *row, const char *fault, const char *mend) {
  char sentence[800];
  const char *type = text(row, 0), *name = text(row, 1), *table = text(row, 2);
  bool is_part = strcmp(name, table) != 0;
  c->found = true;
  snprintf(sentence, sizeof sentence, "the %.20s \"%.200s\"%s%.200s%s %s: %s", type,
      name, is_part ? " of the table \"" : "", is_part ? table : "",
      is_part ? "\"" : "", fault, mend);
  return c->visit(c->context, sentence);
}

/* Tells of each of `a` that `b` lacks or, where it is said how, has otherwise. */
static enum err compare(struct comparison *c, struct db *a, struct db *b,
    const char *lacks, const char *differs, const char *mend) {
  sqlite3_stmt *row = NULL, *other = NULL;
  enum err e = statement_get(a, TABLE_SCHEMA, ALL, &row);
  while (statement_next(a, row, &e)) {
    e = statement_get(b, TABLE_SCHEMA, ONE, &other);
    if (e)
      continue;
    statement_bind_text(other, 1, text(row, 0));
    statement_bind_text(other, 2, text(row, 1));
    e = statement_one(b, other);
    if (e == ERR_NOT_FOUND)
      e = tell(c, row, lacks, mend);
    else if (!e && differs &&
             (strcmp(text(row, 2), text(other, 0)) != 0 ||
                 !is_same(text(row, 3), text(other, 1))))
      e = tell(c, row, differs, mend);
    sqlite3_reset(other);
  }
  return e;
}

enum err schema_compare(
    struct db *s, integrity_visit *visit, void *context, bool *found) {
  struct db *model = NULL;
  struct comparison c = {visit, context, false};
  enum err e = open_model(&model);
  if (!e)
    e = compare(&c, model, s, "is missing", "is not as this program makes it",
        "bring a backup back (pamphlet restore)");
  if (!e)
    e = compare(&c, s, model, "is none of this program's", NULL,
        "take it out of pamphlet.handle with the sqlite3 shell");
  db_close(model);
  *found = c.found;
  return e;
}
