/* SQLite below db/statement.h: a statement is SQLite's own, and the functions here only
 * give its interface another name, so that no other source of db/model needs to know
 * the engine. */
#include "db/sqlite_statement.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "db/connection.h"

enum { REPEAT_SECONDS = 60 };

/* The scheduler runs four times a second: a failure that persists, such as a full disk,
 * must not fill the log. It is logged once a minute. */
static void sqlite_log_failure(struct db *s, int result, const char *text) {
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

enum err sqlite_error(struct db *s, int result) {
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
    sqlite_log_failure(s, result, s->message);
  return e;
}

enum err sqlite_prepare_error(struct db *s, int result) {
  /* All SQL is the program's own and fits the schema: if it cannot be prepared, the
   * database does not have the schema that its version number promises. */
  enum err e = sqlite_error(s, result);
  return result == SQLITE_ERROR ? ERR_DAMAGED : e;
}

enum err sqlite_prepare(struct db *s, const char *sql, struct statement **out) {
  sqlite3_stmt *st = NULL;
  int result =
      sqlite3_prepare_v3(s->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL);
  if (result != SQLITE_OK)
    return sqlite_prepare_error(s, result);
  *out = (struct statement *)st;
  return OK;
}

void sqlite_finalize(struct statement *st) {
  sqlite3_finalize(sqlite_of(st));
}

int sqlite_step(struct statement *st) {
  return sqlite3_step(sqlite_of(st));
}

/* With cleared bindings, a parameter that is not bound next time is NULL and not a
 * former value. */
void sqlite_clear(struct statement *st) {
  sqlite3_reset(sqlite_of(st));
  sqlite3_clear_bindings(sqlite_of(st));
}

void sqlite_reset(struct statement *st) {
  sqlite3_reset(sqlite_of(st));
}
