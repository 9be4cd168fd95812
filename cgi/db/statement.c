#include "db/statement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "db/connection.h"

enum { REPEAT_SECONDS = 60 };

/* The scheduler runs four times a second: a failure that persists, such as a full disk,
 * must not fill the log. It is logged once a minute. */
static void statement_log_failure(struct db *s, int result, const char *text) {
  char code[16];
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  bool same = s->logged_at && strcmp(s->logged, text) == 0;
  if (same && now.tv_sec - s->logged_at < REPEAT_SECONDS)
    return;
  s->logged_at = now.tv_sec;
  snprintf(s->logged, sizeof s->logged, "%s", text);
  snprintf(code, sizeof code, "%d", result);
  log_event(LOG_LEVEL_WARN, "db.error", "code", code, "text", text, NULL);
}

enum err statement_error(struct db *s, int result) {
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
  if (!is_normal)
    statement_log_failure(s, result, s->message);
  return e;
}

enum err statement_prepare_error(struct db *s, int result) {
  /* All SQL is the program's own and fits the schema: if it cannot be prepared, the
   * database does not have the schema that its version number promises. */
  enum err e = statement_error(s, result);
  return result == SQLITE_ERROR ? ERR_DAMAGED : e;
}

enum err statement_get(struct db *s, enum table t, int i, sqlite3_stmt **out) {
  const struct statement_table *table = statement_table(t);
  const struct statement *statement = &table->statements[i];
  if (!(statement->roles & s->role))
    return ERR_DENIED;
  /* A connection uses few of the tables: the array of a table is allocated, and each
   * statement prepared, when it is first needed. */
  if (!s->prepared[t]) {
    s->prepared[t] = calloc(table->count, sizeof(sqlite3_stmt *));
    if (!s->prepared[t])
      return ERR_NOMEM;
  }
  sqlite3_stmt **st = &s->prepared[t][i];
  if (!*st) {
    int result = sqlite3_prepare_v3(
        s->handle, statement->sql, -1, SQLITE_PREPARE_PERSISTENT, st, NULL);
    if (result != SQLITE_OK)
      return statement_prepare_error(s, result);
  }
  /* The last caller may have stopped in the middle of the rows. With cleared bindings,
   * a parameter that is not bound now is NULL and not a former value. */
  sqlite3_reset(*st);
  sqlite3_clear_bindings(*st);
  *out = *st;
  return OK;
}

/* The end of the rows is not an error code, so that a visitor's own ERR_NOT_FOUND can
 * never be taken for it. */
bool statement_next(struct db *s, sqlite3_stmt *st, enum err *e) {
  int result = *e ? SQLITE_DONE : sqlite3_step(st);
  if (result == SQLITE_ROW)
    return true;
  if (!*e)
    *e = statement_error(s, result);
  sqlite3_reset(st);
  return false;
}

enum err statement_one(struct db *s, sqlite3_stmt *st) {
  enum err e = OK;
  bool found = statement_next(s, st, &e);
  return e || found ? e : ERR_NOT_FOUND;
}

enum err statement_run(struct db *s, sqlite3_stmt *st) {
  int result = sqlite3_step(st);
  enum err e =
      /* SQLITE_ROW is that of RETURNING. All changes have been made by then (SQLite,
       * "RETURNING", 3). */
      result == SQLITE_DONE || result == SQLITE_ROW ? OK : statement_error(s, result);
  sqlite3_reset(st);
  return e;
}

enum err statement_get_id(
    struct db *s, enum table t, int i, int64_t id, sqlite3_stmt **out) {
  sqlite3_stmt *st = NULL;
  enum err e = statement_get(s, t, i, &st);
  if (e)
    return e;
  sqlite3_bind_int64(st, 1, id);
  *out = st;
  return OK;
}

enum err statement_run_id(struct db *s, enum table t, int i, int64_t id) {
  sqlite3_stmt *st;
  enum err e = statement_get_id(s, t, i, id, &st);
  return e ? e : statement_run(s, st);
}

enum err statement_one_id(
    struct db *s, enum table t, int i, int64_t id, sqlite3_stmt **out) {
  enum err e = statement_get_id(s, t, i, id, out);
  return e ? e : statement_one(s, *out);
}

enum err statement_number_if_any(
    struct db *s, sqlite3_stmt *st, bool *found, int64_t *out) {
  enum err e = OK;
  /* The statement is reset before returning: one left at a row keeps its read
   * transaction open. */
  bool row = statement_next(s, st, &e);
  if (e)
    return e;
  if (row)
    *out = sqlite3_column_int64(st, 0);
  sqlite3_reset(st);
  *found = row;
  return OK;
}

enum err statement_number(struct db *s, sqlite3_stmt *st, int64_t *out) {
  bool found = false;
  enum err e = statement_number_if_any(s, st, &found, out);
  return e || found ? e : ERR_NOT_FOUND;
}

/* SQLITE_STATIC: nothing is copied, so the text must live until the statement is reset
 * or bound again. It does, because statements run before their caller returns. */
void statement_bind_text(sqlite3_stmt *st, int i, const char *text) {
  if (text)
    sqlite3_bind_text(st, i, text, -1, SQLITE_STATIC);
  else
    sqlite3_bind_null(st, i);
}

/* 0 is "none" in the structures of db/model, and NULL is "none" in the tables: foreign
 * keys would refuse 0. */
void statement_bind_or_null(sqlite3_stmt *st, int i, int64_t value) {
  if (value)
    sqlite3_bind_int64(st, i, value);
  else
    sqlite3_bind_null(st, i);
}

char *statement_text(struct arena *a, sqlite3_stmt *st, int column) {
  const char *text = (const char *)sqlite3_column_text(st, column);
  return arena_strdup(a, text ? text : "");
}

char *statement_text_or_null(struct arena *a, sqlite3_stmt *st, int column) {
  if (sqlite3_column_type(st, column) == SQLITE_NULL)
    return NULL;
  return statement_text(a, st, column);
}
