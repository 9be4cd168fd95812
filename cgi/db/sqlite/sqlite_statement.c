#include "db/sqlite/sqlite_statement.h"

#include <stdio.h>
#include <stdlib.h>

#include "db/connection.h"

enum err sqlite_error(struct db *s, int result) {
  char code[16];
  snprintf(s->message, sizeof s->message, "%s",
      s->handle ? sqlite3_errmsg(s->handle) : sqlite3_errstr(result));
  enum err e = ERR_INTERNAL;
  /* Extended result codes have the primary one in their lowest byte. */
  switch (result & 0xff) {
  case SQLITE_OK:
  case SQLITE_DONE:
    return OK;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    e = ERR_BUSY;
    break;
  case SQLITE_NOMEM:
    e = ERR_NOMEM;
    break;
  case SQLITE_FULL:
    e = ERR_FULL;
    break;
  case SQLITE_READONLY:
    /* db/owner.c has checked the permissions, so the file system is read-only. The
     * extended codes are other faults, such as a log that cannot be recovered. */
    e = result == SQLITE_READONLY ? ERR_READ_ONLY : ERR_IO;
    break;
  case SQLITE_IOERR:
    /* SQLite reports a full disk this way when it cannot enlarge the -shm file. */
    e = result == SQLITE_IOERR_SHMSIZE ? ERR_FULL : ERR_IO;
    break;
  /* owner_prepare has checked that this user may open the file: what is left is the
   * file system. */
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
    e = ERR_IO;
    break;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    e = ERR_DAMAGED;
    break;
  case SQLITE_AUTH:
    e = ERR_DENIED;
    break;
  /* In practice UNIQUE: foreign keys and CHECKs fail only if the program has a
   * fault. */
  case SQLITE_CONSTRAINT:
    e = ERR_EXISTS;
    break;
  default:
    break;
  }
  /* Callers insert a row to learn whether it exists already: not worth a log line. */
  bool is_normal = e == ERR_EXISTS || (s->may_retry && (e == ERR_IO || e == ERR_FULL));
  if (!is_normal) {
    snprintf(code, sizeof code, "%d", result);
    connection_log_failure(s, code, s->message);
  }
  return e;
}

enum err sqlite_prepare_error(struct db *s, int result) {
  /* All SQL is the program's own and fits the schema: if it cannot be prepared, the
   * database does not have the schema that its version number promises. */
  enum err e = sqlite_error(s, result);
  return result == SQLITE_ERROR ? ERR_DAMAGED : e;
}

struct sqlite_statement {
  struct statement base;
  sqlite3_stmt *st;
};

sqlite3_stmt *sqlite_of(struct statement *st) {
  return ((struct sqlite_statement *)st)->st;
}

enum err sqlite_prepare(struct db *s, const char *sql, struct statement **out) {
  sqlite3_stmt *st = NULL;
  int result =
      sqlite3_prepare_v3(s->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL);
  if (result != SQLITE_OK)
    return sqlite_prepare_error(s, result);
  struct sqlite_statement *made = malloc(sizeof *made);
  if (!made) {
    sqlite3_finalize(st);
    return ERR_NOMEM;
  }
  *made = (struct sqlite_statement){{&sqlite_engine}, st};
  *out = &made->base;
  return OK;
}

static void sqlite_finalize(struct statement *st) {
  if (st)
    sqlite3_finalize(sqlite_of(st));
  free(st);
}

static bool sqlite_step(struct db *s, struct statement *st, enum err *e) {
  int result = sqlite3_step(sqlite_of(st));
  if (result != SQLITE_ROW)
    *e = sqlite_error(s, result);
  return result == SQLITE_ROW;
}

static void sqlite_reset(struct statement *st) {
  sqlite3_reset(sqlite_of(st));
}

/* With cleared bindings, a parameter that is not bound next time is NULL and not a
 * former value. */
static void sqlite_clear(struct statement *st) {
  sqlite3_reset(sqlite_of(st));
  sqlite3_clear_bindings(sqlite_of(st));
}

static int64_t sqlite_changes(struct db *s) {
  return sqlite3_changes64(s->handle);
}

static int64_t sqlite_last_id(struct db *s) {
  return sqlite3_last_insert_rowid(s->handle);
}

static bool sqlite_is_in_transaction(const struct db *s) {
  return !sqlite3_get_autocommit(s->handle);
}

static void sqlite_bind_int(struct statement *st, int i, int64_t value) {
  sqlite3_bind_int64(sqlite_of(st), i, value);
}

static void sqlite_bind_double(struct statement *st, int i, double value) {
  sqlite3_bind_double(sqlite_of(st), i, value);
}

/* SQLITE_STATIC: nothing is copied, so the text must live until the statement is reset
 * or bound again. It does, because statements run before their caller returns. */
static void sqlite_bind_text(
    struct statement *st, int i, const char *text, size_t size) {
  sqlite3_bind_text64(sqlite_of(st), i, text, size, SQLITE_STATIC, SQLITE_UTF8);
}

static void sqlite_bind_blob(
    struct statement *st, int i, const void *data, size_t size) {
  sqlite3_bind_blob64(sqlite_of(st), i, data, size, SQLITE_STATIC);
}

static void sqlite_bind_null(struct statement *st, int i) {
  sqlite3_bind_null(sqlite_of(st), i);
}

static int64_t sqlite_read_int(struct statement *st, int column) {
  return sqlite3_column_int64(sqlite_of(st), column);
}

static double sqlite_read_double(struct statement *st, int column) {
  return sqlite3_column_double(sqlite_of(st), column);
}

static const char *sqlite_read_chars(struct statement *st, int column) {
  return (const char *)sqlite3_column_text(sqlite_of(st), column);
}

static const void *sqlite_read_blob(struct statement *st, int column) {
  return sqlite3_column_blob(sqlite_of(st), column);
}

static size_t sqlite_size(struct statement *st, int column) {
  return (size_t)sqlite3_column_bytes(sqlite_of(st), column);
}

static bool sqlite_is_null(struct statement *st, int column) {
  return sqlite3_column_type(sqlite_of(st), column) == SQLITE_NULL;
}

static bool sqlite_is_text(struct statement *st, int column) {
  return sqlite3_column_type(sqlite_of(st), column) == SQLITE_TEXT;
}

static int sqlite_columns(struct statement *st) {
  return sqlite3_column_count(sqlite_of(st));
}

static const char *sqlite_column_name(struct statement *st, int column) {
  return sqlite3_column_name(sqlite_of(st), column);
}

const struct engine sqlite_engine = {
    .prepare = sqlite_prepare,
    .finalize = sqlite_finalize,
    .step = sqlite_step,
    .reset = sqlite_reset,
    .clear = sqlite_clear,
    .changes = sqlite_changes,
    .last_id = sqlite_last_id,
    .is_in_transaction = sqlite_is_in_transaction,
    .bind_int = sqlite_bind_int,
    .bind_double = sqlite_bind_double,
    .bind_text = sqlite_bind_text,
    .bind_blob = sqlite_bind_blob,
    .bind_null = sqlite_bind_null,
    .read_int = sqlite_read_int,
    .read_double = sqlite_read_double,
    .read_chars = sqlite_read_chars,
    .read_blob = sqlite_read_blob,
    .size = sqlite_size,
    .is_null = sqlite_is_null,
    .is_text = sqlite_is_text,
    .columns = sqlite_columns,
    .column_name = sqlite_column_name,
};
