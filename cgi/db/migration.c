#include "db/migration.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/embedded.h"
#include "db/connection.h"
#include "db/sqlite/sqlite_statement.h"
#include "db/statement.h"

extern const struct embedded_file schema_files[];

int migration_number(const struct embedded_file *f) {
  return (int)strtol(f->name, NULL, 10);
}

/* cmake/embed.cmake sorts the files by name, so the last one is the newest. */
int migration_newest(void) {
  int newest = 0;
  for (const struct embedded_file *f = schema_files; f->name; f++)
    newest = migration_number(f);
  return newest;
}

static enum err migration_read_version(struct db *s, int *version) {
  sqlite3_stmt *st = NULL;
  int result = sqlite3_prepare_v2(s->handle, "PRAGMA user_version", -1, &st, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_step(st);
  if (result == SQLITE_ROW)
    *version = sqlite3_column_int(st, 0);
  sqlite3_finalize(st);
  return result == SQLITE_ROW ? OK : sqlite_error(s, result);
}

enum err migration_check(struct db *s) {
  int version = 0;
  enum err e = migration_read_version(s, &version);
  return e ? e : migration_compare(s, version);
}

enum err migration_compare(struct db *s, int version) {
  if (version == migration_newest())
    return OK;
  if (version == 0) {
    snprintf(s->message, sizeof s->message, "the database is empty");
    return ERR_NOT_FOUND;
  }
  snprintf(s->message, sizeof s->message,
      "the database has schema %d, this program needs %d", version, migration_newest());
  return version > migration_newest() ? ERR_SCHEMA : ERR_OLD_SCHEMA;
}

/* A migration has many statements, which only sqlite3_exec runs at a time. */
static int migration_execute(struct db *s, const char *sql) {
  return sqlite3_exec(s->handle, sql, NULL, NULL, NULL);
}

/* Not in SQL: the documentation of SQLite's randomblob() promises pseudo-random bytes
 * only. */
static int migration_insert_secret(struct db *s) {
  uint8_t secret[CRYPT_KEY];
  crypt_random(secret, sizeof secret);
  sqlite3_stmt *st = NULL;
  int result = sqlite3_prepare_v2(s->handle,
      "INSERT INTO site(id, change, secret) VALUES (1, 1, ?)", -1, &st, NULL);
  if (result == SQLITE_OK) {
    sqlite3_bind_blob(st, 1, secret, sizeof secret, SQLITE_STATIC);
    result = sqlite3_step(st);
  }
  sqlite3_finalize(st);
  return result == SQLITE_DONE ? SQLITE_OK : result;
}

/* All missing migrations and the new version number are one transaction: an
 * interruption leaves the old schema, which the old program can still use. BEGIN
 * IMMEDIATE comes before reading the version, so that two processes that upgrade at the
 * same time do not both see the old one. The version is SQLite's user_version, which is
 * part of the transaction. */
enum err migration_run(struct db *s, int *from) {
  int version = 0;
  int result = migration_execute(s, "BEGIN IMMEDIATE");
  if (result != SQLITE_OK)
    return sqlite_error(s, result);
  enum err e = migration_read_version(s, &version);
  *from = version;
  if (!e && version > migration_newest())
    e = ERR_SCHEMA;
  /* The secret follows the first migration, which creates its table; `version` is not 0
   * any more after that. */
  for (const struct embedded_file *f = schema_files; !e && f->name; f++) {
    if (migration_number(f) <= version)
      continue;
    result = migration_execute(s, (const char *)f->data);
    if (result == SQLITE_OK && version == 0)
      result = migration_insert_secret(s);
    if (result != SQLITE_OK)
      e = sqlite_prepare_error(s, result);
    version = migration_number(f);
  }
  /* A pragma cannot have parameters. */
  char pragma[64];
  snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d", version);
  if (!e && (result = migration_execute(s, pragma)) != SQLITE_OK)
    e = sqlite_error(s, result);
  if (!e && (result = migration_execute(s, "COMMIT")) != SQLITE_OK)
    e = sqlite_error(s, result);
  if (e)
    migration_execute(s, "ROLLBACK");
  return e;
}
