#include "db/db_copy.h"

#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "db/fts_functions.h"

static enum err copy_all(struct store *from, struct store *to) {
  sqlite3_backup *backup = sqlite3_backup_init(to->db, "main", from->db, "main");
  if (!backup)
    return statement_error(to, sqlite3_errcode(to->db));
  sqlite3_backup_step(backup, -1);
  int result = sqlite3_backup_finish(backup);
  return result == SQLITE_OK ? OK : statement_error(to, result);
}

/* The copy's first page says that it has a log beside it, as the original has. */
static int leave_log(sqlite3 *db) {
  sqlite3_stmt *st = NULL;
  int result = sqlite3_prepare_v2(db, "PRAGMA journal_mode=DELETE", -1, &st, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_step(st);
  sqlite3_finalize(st);
  return result == SQLITE_ROW ? SQLITE_OK : result;
}

static enum err copy(struct store *from, const char *file, struct store **out) {
  struct store *s = calloc(1, sizeof *s);
  if (!s)
    return ERR_NOMEM;
  s->role = from->role;
  s->queue_fd = -1;
  memcpy(s->secret, from->secret, sizeof s->secret);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  int result = sqlite3_open_v2(file, &s->db, flags, NULL);
  enum err e = result == SQLITE_OK ? copy_all(from, s) : statement_error(s, result);
  if (!e) {
    sqlite3_extended_result_codes(s->db, 1);
    result = sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, (int *)NULL);
    if (result == SQLITE_OK)
      result = search_register(s->db);
    if (result == SQLITE_OK)
      result = search_load(s->db);
    if (result == SQLITE_OK && *file)
      result = leave_log(s->db);
    e = result == SQLITE_OK ? OK : statement_error(s, result);
  }
  if (e) {
    store_close(s);
    return e;
  }
  sqlite3_set_authorizer(s->db, roles_authorize, &s->role);
  *out = s;
  return OK;
}

enum err store_copy(struct store *from, struct store **out) {
  /* No name: SQLite makes a temporary file, and only if memory does not do. */
  return copy(from, "", out);
}

enum err store_copy_to(struct store *from, const char *file, struct store **out) {
  return copy(from, file, out);
}
