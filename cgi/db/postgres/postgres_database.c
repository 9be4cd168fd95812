#include "db/postgres/postgres_database.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/embedded.h"
#include "db/connection.h"
#include "db/migration.h"
#include "db/postgres/postgres_connection.h"
#include "db/postgres/postgres_roles.h"
#include "db/statement.h"

extern const struct embedded_file postgres_schema_files[];

/* Statements that are run once, and are in no table: they are about the schema, or
 * before it is known whether it is the right one. */
static enum err postgres_query(struct db *s, const char *sql, struct statement **out) {
  enum err e = statement_prepare(s, sql, out);
  if (!e)
    e = statement_one(s, *out);
  return e;
}

static enum err postgres_number(struct db *s, const char *sql, int64_t *out) {
  struct statement *st = NULL;
  enum err e = postgres_query(s, sql, &st);
  if (!e)
    *out = statement_int(st, 0);
  statement_finalize(st);
  return e;
}

static enum err postgres_read_secret(struct db *s) {
  struct statement *st = NULL;
  enum err e = postgres_query(s, "SELECT secret, change FROM site", &st);
  if (!e && statement_size(st, 0) != CRYPT_KEY)
    e = ERR_DAMAGED;
  /* See RAISE in db/txn.c. */
  if (!e && statement_int(st, 1) < 0) {
    snprintf(s->message, sizeof s->message, "the blog has moved to another database");
    e = ERR_REPLACED;
  }
  if (!e)
    memcpy(s->secret, statement_blob(st, 0), CRYPT_KEY);
  statement_finalize(st);
  return e;
}

/* 0 if the database has no schema. */
static enum err postgres_read_version(struct db *s, int64_t *version) {
  int64_t exists = 0;
  *version = 0;
  enum err e =
      postgres_number(s, "SELECT to_regclass('schema_version') IS NOT NULL", &exists);
  return e || !exists
             ? e
             : postgres_number(s, "SELECT version FROM schema_version", version);
}

static enum err postgres_check_version(struct db *s) {
  int64_t version = 0;
  enum err e = postgres_read_version(s, &version);
  return e ? e : migration_compare(s, (int)version);
}

enum err postgres_database_open(struct db *s, const char *address) {
  enum err e = postgres_connect(s, address);
  if (!e)
    e = postgres_check_version(s);
  return e ? e : postgres_read_secret(s);
}

static enum err postgres_insert_secret(struct db *s) {
  uint8_t secret[CRYPT_KEY];
  struct statement *st = NULL;
  crypt_random(secret, sizeof secret);
  enum err e = statement_prepare(s,
      "INSERT INTO site(id, change, secret, excerpt_version, excerpt_until)"
      " VALUES (1, 1, ?, 1, 9223372036854775807)",
      &st);
  if (e)
    return e;
  statement_bind_blob(st, 1, secret, sizeof secret);
  e = statement_run(s, st);
  statement_finalize(st);
  return e;
}

static enum err postgres_migrate(struct db *s, int64_t version) {
  enum err e = OK;
  char set[64];
  for (const struct embedded_file *f = postgres_schema_files; !e && f->name; f++) {
    if (migration_number(f) <= version)
      continue;
    e = postgres_execute(s, (const char *)f->data);
    if (!e && version == 0)
      e = postgres_insert_secret(s);
    version = migration_number(f);
  }
  snprintf(
      set, sizeof set, "UPDATE schema_version SET version = %d", migration_newest());
  return e ? e : postgres_execute(s, set);
}

/* After every upgrade: a migration may have made tables, and a new version of the
 * program may have other rights. */
static enum err postgres_grant_all(struct db *s) {
  struct buf sql = {0};
  postgres_grants(&sql, PQuser(s->postgres->handle));
  enum err e = buf_status(&sql);
  if (!e)
    e = postgres_execute(s, buf_text(&sql));
  buf_free(&sql);
  return e;
}

/* What a database must have been created with, since it cannot be changed later. */
static enum err postgres_check_kind(struct db *s, char *why, size_t why_size) {
  struct statement *st = NULL;
  enum err e = postgres_query(s,
      "SELECT pg_encoding_to_char(encoding)::text, datcollate::text,"
      " current_setting('server_version_num')::bigint"
      " FROM pg_database WHERE datname = current_database()",
      &st);
  if (e)
    return e;
  if (statement_int(st, 2) < 150000) {
    snprintf(why, why_size, "the server is older than PostgreSQL 15");
    e = ERR_CONFIG;
  } else if (strcmp(statement_chars(st, 0), "UTF8") != 0 ||
             (strcmp(statement_chars(st, 1), "C") != 0 &&
                 strcmp(statement_chars(st, 1), "POSIX") != 0)) {
    snprintf(why, why_size,
        "the database has the encoding %s and the locale %s: create it with CREATE"
        " DATABASE ... TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'",
        statement_chars(st, 0), statement_chars(st, 1));
    e = ERR_CONFIG;
  }
  statement_finalize(st);
  return e;
}

static enum err postgres_fill(struct db *s, char *why, size_t why_size) {
  int64_t version = 0;
  enum err e = postgres_check_kind(s, why, why_size);
  if (!e)
    e = postgres_execute(s, "BEGIN");
  if (!e)
    e = postgres_read_version(s, &version);
  if (!e && version)
    e = ERR_EXISTS;
  struct buf sql = {0};
  postgres_create_users(&sql, PQuser(s->postgres->handle));
  if (!e)
    e = buf_status(&sql);
  if (!e)
    e = postgres_execute(s, buf_text(&sql));
  buf_free(&sql);
  if (!e)
    e = postgres_migrate(s, 0);
  if (!e)
    e = postgres_grant_all(s);
  return e ? e : postgres_execute(s, "COMMIT");
}

enum err postgres_database_create(
    struct db *s, const char *address, char *why, size_t why_size) {
  why[0] = '\0';
  enum err e = postgres_connect(s, address);
  if (!e)
    e = postgres_fill(s, why, why_size);
  if (e && !why[0])
    snprintf(why, why_size, "%s", s->message);
  return e;
}

/* The lock: two that upgrade at the same time do not both see the old version. */
enum err postgres_database_upgrade(struct db *s, const char *address, int *from) {
  int64_t version = 0;
  enum err e = postgres_connect(s, address);
  if (!e)
    e = postgres_execute(s, "BEGIN");
  if (!e)
    e = postgres_read_version(s, &version);
  if (!e && !version)
    e = ERR_NOT_FOUND;
  if (!e)
    e = postgres_execute(s, "LOCK TABLE schema_version IN EXCLUSIVE MODE");
  if (!e)
    e = postgres_read_version(s, &version);
  if (!e && version > migration_newest())
    e = ERR_SCHEMA;
  if (!e)
    e = postgres_migrate(s, version);
  if (!e)
    e = postgres_grant_all(s);
  if (!e)
    e = postgres_execute(s, "COMMIT");
  if (!e)
    *from = (int)version;
  return e;
}
