#include "db/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "db/db.h"
#include "db/migration.h"
#include "db/sqlite/fts_functions.h"
#include "db/sqlite/sqlite_statement.h"
#include "db/statement.h"

enum { ALL, ONE };

/* Names that begin with "sqlite_" are SQLite's own. '`' is the character after '_', so
 * that two comparisons stand for a LIKE, which the authorizer would have to allow. */
static const struct statement_sql statements[] = {
    [ALL] = {ROLE_COMMAND,
        "SELECT type, name, tbl_name, sql FROM sqlite_master"
        " WHERE name < 'sqlite_' OR name >= 'sqlite`' ORDER BY type, name"},
    [ONE] = {ROLE_COMMAND,
        "SELECT tbl_name, sql FROM sqlite_master WHERE type = ? AND name = ?"},
};
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    [ALL] = {STATEMENT_SQLITE_ONLY},
    [ONE] = {STATEMENT_SQLITE_ONLY},
};
const struct statement_table schema_statements = STATEMENT_TABLE_POSTGRES(statements);

struct comparison {
  schema_visit *visit;
  void *context;
  bool found;
};

/* Opens a new database in memory, made by the same migrations as any other: there is no
 * second description of the schema that could differ from them. */
static enum err schema_open_model(struct db **out) {
  int from = 0;
  struct db *s = connection_new(ROLE_COMMAND, &sqlite_engine);
  if (!s)
    return ERR_NOMEM;
  int result = sqlite3_open_v2(
      ":memory:", &s->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (result == SQLITE_OK)
    /* The migrations create tables that name our tokenizer. */
    result = fts_register(s->handle);
  enum err e = result == SQLITE_OK ? migration_run(s, &from) : sqlite_error(s, result);
  if (e)
    db_close(s);
  else
    *out = s;
  return e;
}

static const char *schema_text(struct statement *st, int column) {
  const char *s = statement_chars(st, column);
  return s ? s : "";
}

/* Skips white space and comments: SQLite keeps the text of CREATE statements, and those
 * of a database may be older than the comments in today's migrations. */
static const char *schema_skip(const char *s) {
  for (;;) {
    s += strspn(s, " \t\r\n");
    if (strncmp(s, "--", 2) != 0)
      return s;
    s += strcspn(s, "\n");
  }
}

/* Compares character by character without white space and comments. "a b" and "ab" are
 * the same to it, which no CREATE statement of ours depends on. */
static bool schema_is_same(const char *a, const char *b) {
  for (a = schema_skip(a), b = schema_skip(b); *a && *a == *b;
       a = schema_skip(a + 1), b = schema_skip(b + 1))
    continue;
  return *a == *b;
}

static enum err schema_report(
    struct comparison *c, struct statement *row, const char *fault, const char *fix) {
  char sentence[800];
  const char *type = schema_text(row, 0), *name = schema_text(row, 1),
             *table = schema_text(row, 2);
  /* An index or a trigger has the name of its table in tbl_name; a table has its
   * own. */
  bool is_part = strcmp(name, table) != 0;
  c->found = true;
  snprintf(sentence, sizeof sentence, "the %.20s \"%.200s\"%s%.200s%s %s: %s", type,
      name, is_part ? " of the table \"" : "", is_part ? table : "",
      is_part ? "\"" : "", fault, fix);
  return c->visit(c->context, sentence);
}

/* Reports everything in `a` that is missing in `b` or, if `differs` is not NULL,
 * different there. Called in both directions; the second one leaves out differences,
 * which the first has reported. */
static enum err schema_compare_to(struct comparison *c, struct db *a, struct db *b,
    const char *lacks, const char *differs, const char *fix) {
  struct statement *row = NULL, *other = NULL;
  enum err e = statement_get(a, TABLE_SCHEMA, ALL, &row);
  while (statement_next(a, row, &e)) {
    /* After an error statement_next ends the loop and resets `row`. */
    e = statement_get(b, TABLE_SCHEMA, ONE, &other);
    if (e)
      continue;
    statement_bind_text(other, 1, schema_text(row, 0));
    statement_bind_text(other, 2, schema_text(row, 1));
    e = statement_one(b, other);
    if (e == ERR_NOT_FOUND)
      e = schema_report(c, row, lacks, fix);
    else if (!e && differs &&
             (strcmp(schema_text(row, 2), schema_text(other, 0)) != 0 ||
                 !schema_is_same(schema_text(row, 3), schema_text(other, 1))))
      e = schema_report(c, row, differs, fix);
    statement_reset(other);
  }
  return e;
}

enum err schema_compare(struct db *s, schema_visit *visit, void *context, bool *found) {
  struct db *model = NULL;
  struct comparison c = {visit, context, false};
  enum err e = schema_open_model(&model);
  if (!e)
    e = schema_compare_to(&c, model, s, "is missing",
        "differs from this program's schema", "restore a backup (pamphlet restore)");
  if (!e)
    e = schema_compare_to(&c, s, model, "does not belong to this program's schema",
        NULL, "drop it with sqlite3 pamphlet.db");
  db_close(model);
  *found = c.found;
  return e;
}
