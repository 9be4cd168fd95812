#include "db/db_copy.h"

#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "db/sqlite/fts_functions.h"
#include "db/sqlite/sqlite_statement.h"
#include "db/statement.h"

static enum err db_copy_pages(struct db *from, struct db *to) {
  sqlite3_backup *backup =
      sqlite3_backup_init(to->handle, "main", from->handle, "main");
  if (!backup)
    return sqlite_error(to, sqlite3_errcode(to->handle));
  /* -1 copies all pages in one step, so that no writer can make the copy start again.
   * An error of the step is also the result of sqlite3_backup_finish. */
  sqlite3_backup_step(backup, -1);
  int result = sqlite3_backup_finish(backup);
  return result == SQLITE_OK ? OK : sqlite_error(to, result);
}

/* The header of the copied file says "WAL", like that of the original. A backup should
 * be one file. */
static int db_copy_leave_wal(sqlite3 *db) {
  sqlite3_stmt *st = NULL;
  int result = sqlite3_prepare_v2(db, "PRAGMA journal_mode=DELETE", -1, &st, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_step(st);
  sqlite3_finalize(st);
  return result == SQLITE_ROW ? SQLITE_OK : result;
}

/* Unlike db_open_for, this does not call db_harden, because a copy must not be in WAL
 * mode; so it enables foreign keys itself. It opens no queue: no other process knows of
 * the copy. The authorizer comes last, as in db_open_for. */
static enum err db_copy_open(struct db *from, const char *file, struct db **out) {
  struct db *s = connection_new(from->role, &sqlite_engine);
  if (!s)
    return ERR_NOMEM;
  memcpy(s->secret, from->secret, sizeof s->secret);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  int result = sqlite3_open_v2(file, &s->handle, flags, NULL);
  enum err e = result == SQLITE_OK ? db_copy_pages(from, s) : sqlite_error(s, result);
  if (!e) {
    sqlite3_extended_result_codes(s->handle, 1);
    result = sqlite3_db_config(s->handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, (int *)NULL);
    if (result == SQLITE_OK)
      result = fts_register(s->handle);
    if (result == SQLITE_OK)
      result = fts_load(s->handle);
    if (result == SQLITE_OK && *file)
      result = db_copy_leave_wal(s->handle);
    e = result == SQLITE_OK ? OK : sqlite_error(s, result);
  }
  if (e) {
    db_close(s);
    return e;
  }
  sqlite3_set_authorizer(s->handle, roles_authorize, &s->role);
  *out = s;
  return OK;
}

enum err db_copy(struct db *from, struct db **out) {
  /* For an empty name SQLite uses memory, and a temporary file when that gets too
   * large. */
  return db_copy_open(from, "", out);
}

enum err db_copy_to(struct db *from, const char *file, struct db **out) {
  return db_copy_open(from, file, out);
}
