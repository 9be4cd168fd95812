#include "db/transfer/transfer_side.h"

#include <stdio.h>

#include "db/connection.h"
#include "db/engine.h"
#include "db/postgres/postgres_connection.h"
#include "db/sqlite/sqlite_statement.h"
#include "db/statement.h"

#define POSTGRES_ALTER_ALL(constraint, trigger)                                        \
  "DO $do$ DECLARE r record; BEGIN"                                                    \
  " FOR r IN SELECT conrelid::regclass AS name, conname FROM pg_constraint"            \
  "   WHERE contype = 'f' AND connamespace = 'public'::regnamespace LOOP"              \
  "  EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I " constraint "',"              \
  "    r.name, r.conname);"                                                            \
  " END LOOP;"                                                                         \
  " FOR r IN SELECT DISTINCT tgrelid::regclass AS name FROM pg_trigger"                \
  "   WHERE NOT tgisinternal LOOP"                                                     \
  "  EXECUTE format('ALTER TABLE %s " trigger " TRIGGER USER', r.name);"               \
  " END LOOP; END $do$"

/* Triggers would send mails about every comment, and delete what is only being
 * replaced. An owner who is no superuser cannot switch off foreign keys, but can have
 * them checked at the end. */
static const char postgres_loosen[] =
    POSTGRES_ALTER_ALL("DEFERRABLE INITIALLY DEFERRED", "DISABLE");

/* A table with rows that are still to be checked cannot be altered. */
static const char postgres_tighten[] =
    "SET CONSTRAINTS ALL IMMEDIATE;" POSTGRES_ALTER_ALL("NOT DEFERRABLE", "ENABLE");

void transfer_side_unlock(struct db *s) {
  if (s->handle)
    sqlite3_set_authorizer(s->handle, NULL, NULL);
}

enum err transfer_side_run(struct db *s, const char *sql) {
  struct statement *st = NULL;
  enum err e = statement_prepare(s, sql, &st);
  if (!e)
    e = statement_run(s, st);
  statement_finalize(st);
  return e;
}

enum err transfer_side_number(
    struct db *s, const char *sql, const char *name, int64_t *out) {
  struct statement *st = NULL;
  bool found = false;
  *out = 0;
  enum err e = statement_prepare(s, sql, &st);
  if (e)
    return e;
  if (name)
    statement_bind_text(st, 1, name);
  e = statement_number_if_any(s, st, &found, out);
  statement_finalize(st);
  return e;
}

/* Outside of a transaction, where alone the pragma has an effect. */
static enum err transfer_side_loosen_sqlite(struct db *to) {
  int result =
      sqlite3_db_config(to->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
  if (result == SQLITE_OK)
    result = sqlite3_db_config(to->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 0, (int *)NULL);
  return sqlite_error(to, result);
}

enum err transfer_side_begin(struct db *to) {
  bool is_postgres = to->engine->is_postgres;
  enum err e = is_postgres ? OK : transfer_side_loosen_sqlite(to);
  if (!e)
    e = transfer_side_run(to, is_postgres ? "BEGIN" : "BEGIN IMMEDIATE");
  return e || !is_postgres ? e : postgres_execute(to, postgres_loosen);
}

/* A failure is expected, and is not logged. */
static bool transfer_side_succeeds(struct db *to, const char *sql) {
  PGresult *result = PQexec(to->postgres->handle, sql);
  bool succeeds = PQresultStatus(result) == PGRES_COMMAND_OK;
  PQclear(result);
  return succeeds;
}

/* While others write to the original, a row may refer to one that is still to come:
 * then all of them are checked at the end. */
enum err transfer_side_check_early(struct db *to) {
  if (!to->engine->is_postgres)
    return OK;
  enum err e = postgres_execute(to, "SAVEPOINT early");
  if (!e && !transfer_side_succeeds(to, "SET CONSTRAINTS ALL IMMEDIATE"))
    e = postgres_execute(to, "ROLLBACK TO early");
  return e ? e : postgres_execute(to, "SET CONSTRAINTS ALL DEFERRED; RELEASE early");
}

enum err transfer_side_check(struct db *to) {
  int64_t bad = 0;
  if (to->engine->is_postgres)
    return postgres_execute(to, postgres_tighten);
  enum err e = transfer_side_number(
      to, "SELECT count(*) FROM pragma_foreign_key_check", NULL, &bad);
  if (!e && bad)
    snprintf(to->message, sizeof to->message,
        "%lld rows refer to rows that do not exist", (long long)bad);
  return e || !bad ? e : ERR_EXISTS;
}

enum err transfer_side_commit(struct db *to) {
  return transfer_side_run(to, "COMMIT");
}

void transfer_side_rollback(struct db *to) {
  if (!to->engine->is_in_transaction(to))
    return;
  enum err ignored = transfer_side_run(to, "ROLLBACK");
  (void)ignored;
}

/* SQLite counts in a table of its own, for some tables; of the others it gives the ID
 * after the largest. */
static enum err transfer_side_largest(
    struct db *s, const struct transfer_table *t, int64_t *out) {
  char sql[100];
  snprintf(sql, sizeof sql, "SELECT coalesce(max(id), 0) FROM %s", t->name);
  return transfer_side_number(s, sql, NULL, out);
}

enum err transfer_side_counter(
    struct db *from, const struct transfer_table *t, int64_t *out) {
  int64_t largest = 0;
  enum err e = transfer_side_number(from,
      from->engine->is_postgres
          ? "SELECT coalesce(pg_sequence_last_value(pg_get_serial_sequence(?, 'id')), 0)"
          : "SELECT seq FROM sqlite_sequence WHERE name = ?",
      t->name, out);
  if (!e)
    e = transfer_side_largest(from, t, &largest);
  if (!e && largest > *out)
    *out = largest;
  return e;
}

enum err transfer_side_set_counter(
    struct db *to, const struct transfer_table *t, int64_t last) {
  char sql[200];
  if (!last)
    return OK;
  if (to->engine->is_postgres) {
    snprintf(sql, sizeof sql, "SELECT setval(pg_get_serial_sequence('%s', 'id'), %lld)",
        t->name, (long long)last);
    return transfer_side_run(to, sql);
  }
  /* The table has a row for each table that is counted, since a row was added there. */
  snprintf(sql, sizeof sql, "DELETE FROM sqlite_sequence WHERE name = '%s'", t->name);
  enum err e = transfer_side_run(to, sql);
  snprintf(sql, sizeof sql,
      "INSERT INTO sqlite_sequence(name, seq) SELECT name, %lld FROM sqlite_master"
      " WHERE name = '%s' AND sql LIKE '%%AUTOINCREMENT%%'",
      (long long)last, t->name);
  return e ? e : transfer_side_run(to, sql);
}
