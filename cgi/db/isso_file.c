/* SQLite runs SQL that is in a file: views, triggers, expressions of columns. So views
 * and triggers are switched off, the authorizer allows nothing but reading the columns
 * of the two tables themselves, and as the schema is not trusted, the expression of a
 * column calls only functions that SQLite calls innocuous. */
#include "db/isso_file.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

enum { MOST_TEXT = 4 << 20, MILLION = 1000000 };

#define ISSO_FILE_COLUMNS                                                              \
  "SELECT c.id, c.parent, c.created, c.mode, t.uri, c.text, c.author, c.email,"        \
  " c.website FROM comments AS c LEFT JOIN threads AS t ON t.id = c.tid ORDER BY c.id"

/* `view` is the view or trigger that wants to do it; NULL: the statement itself. */
static int isso_file_authorize(void *context, int action, const char *a, const char *b,
    const char *database, const char *view) {
  (void)context;
  (void)a;
  (void)b;
  (void)database;
  return !view && (action == SQLITE_SELECT || action == SQLITE_READ) ? SQLITE_OK
                                                                     : SQLITE_DENY;
}

static enum err isso_file_failed(
    sqlite3 *db, int result, const char *what, char why[ISSO_FILE_WHY]) {
  int code = result & 0xff;
  if (code == SQLITE_NOMEM)
    return ERR_NOMEM;
  bool is_damage = code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
  snprintf(why, ISSO_FILE_WHY, "%s: %.100s",
      is_damage ? "is damaged, restore it from a backup" : what,
      db ? sqlite3_errmsg(db) : sqlite3_errstr(result));
  return ERR_SYNTAX;
}

static enum err isso_file_open(int fd, sqlite3 **out, char why[ISSO_FILE_WHY]) {
  char uri[64];
  /* The file that was opened, whatever its name leads to now. As immutable, SQLite
   * neither locks it nor looks for a log next to it. */
  snprintf(uri, sizeof uri, "file:/proc/self/fd/%d?immutable=1", fd);
  int result = sqlite3_open_v2(
      uri, out, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
  if (!*out)
    return ERR_NOMEM;
  sqlite3_db_config(*out, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
  sqlite3_db_config(*out, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)NULL);
  sqlite3_db_config(*out, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)NULL);
  sqlite3_db_config(*out, SQLITE_DBCONFIG_ENABLE_VIEW, 0, (int *)NULL);
  sqlite3_limit(*out, SQLITE_LIMIT_LENGTH, MOST_TEXT);
  return result == SQLITE_OK ? OK
                             : isso_file_failed(*out, result, "cannot be opened", why);
}

/* A damaged page would end the reading in the middle, or hide comments. */
static enum err isso_file_check(sqlite3 *db, char why[ISSO_FILE_WHY]) {
  sqlite3_stmt *st = NULL;
  int result = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &st, NULL);
  result = result == SQLITE_OK ? sqlite3_step(st) : result;
  const unsigned char *said = result == SQLITE_ROW ? sqlite3_column_text(st, 0) : NULL;
  enum err e = OK;
  if (!said) {
    e = isso_file_failed(db, result, "cannot be read", why);
  } else if (strcmp((const char *)said, "ok") != 0) {
    snprintf(why, ISSO_FILE_WHY, "is damaged, restore it from a backup: %.100s",
        (const char *)said);
    e = ERR_SYNTAX;
  }
  sqlite3_finalize(st);
  return e;
}

static const char *isso_file_text(sqlite3_stmt *st, int column) {
  const unsigned char *text = sqlite3_column_text(st, column);
  return text ? (const char *)text : "";
}

/* Isso stores seconds as a number with a fraction. */
static int64_t isso_file_time(double seconds) {
  return seconds > 0 && seconds < 1e11 ? (int64_t)(seconds * (double)MILLION) : 0;
}

static enum err isso_file_walk(
    sqlite3 *db, isso_file_visit *visit, void *context, char why[ISSO_FILE_WHY]) {
  sqlite3_stmt *st = NULL;
  enum err e = OK;
  int result = sqlite3_prepare_v2(db, ISSO_FILE_COLUMNS, -1, &st, NULL);
  if (result != SQLITE_OK)
    return isso_file_failed(db, result, "is not a database of Isso", why);
  while (!e && (result = sqlite3_step(st)) == SQLITE_ROW) {
    struct isso_comment c = {.id = sqlite3_column_int64(st, 0),
        .parent = sqlite3_column_int64(st, 1),
        .created = isso_file_time(sqlite3_column_double(st, 2)),
        .mode = sqlite3_column_int(st, 3),
        .uri = isso_file_text(st, 4),
        .text = isso_file_text(st, 5),
        .author = isso_file_text(st, 6),
        .email = isso_file_text(st, 7),
        .website = isso_file_text(st, 8)};
    e = visit(context, &c);
  }
  if (!e && result != SQLITE_DONE)
    e = isso_file_failed(db, result, "cannot be read", why);
  sqlite3_finalize(st);
  return e;
}

enum err isso_file_read(
    int fd, isso_file_visit *visit, void *context, char why[ISSO_FILE_WHY]) {
  sqlite3 *db = NULL;
  enum err e = isso_file_open(fd, &db, why);
  if (!e)
    e = isso_file_check(db, why);
  if (!e) {
    sqlite3_set_authorizer(db, isso_file_authorize, NULL);
    e = isso_file_walk(db, visit, context, why);
  }
  sqlite3_close(db);
  return e;
}
