#include "db/search/search_work.h"

#include "db/connection.h"
#include "db/statement.h"

enum { OPEN, OPEN_HEAD };

enum { READERS = ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND };

/* FTS5 looks up all words before it returns a row. */
#define FIRST_COLUMNS "SELECT rowid FROM "
#define FIRST(table)                                                                   \
  FIRST_COLUMNS table " WHERE " table " MATCH ?1 ORDER BY rowid DESC LIMIT 1"

static const struct statement statements[] = {
    [OPEN] = {READERS, FIRST("search")},
    [OPEN_HEAD] = {READERS, FIRST("search_head")},
};
const struct statement_table search_work_statements = STATEMENT_TABLE(statements);

static enum err search_work_open(
    struct db *s, bool in_head, const char *words, bool *stopped) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_SEARCH_WORK, in_head ? OPEN_HEAD : OPEN, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, words);
  int result = sqlite3_step(st);
  sqlite3_reset(st);
  *stopped = search_work_was_stopped(result);
  return result == SQLITE_ROW || result == SQLITE_DONE || *stopped
             ? OK
             : statement_error(s, result);
}

/* Any word makes FTS5 compare what it keeps with the database. */
enum err search_work_prepare(struct db *s, bool in_head) {
  bool stopped;
  return search_work_open(s, in_head, "\"0\"", &stopped);
}

static int search_work_count(void *context) {
  int64_t *left = context;
  return --*left < 0;
}

/* 1: calls it after every step. With a larger number, where a call falls would depend
 * on the steps of earlier statements. */
void search_work_begin(struct db *s, int64_t *left) {
  sqlite3_progress_handler(s->handle, 1, search_work_count, left);
}

void search_work_end(struct db *s) {
  sqlite3_progress_handler(s->handle, 0, NULL, NULL);
}

bool search_work_was_stopped(int result) {
  return (result & 0xff) == SQLITE_INTERRUPT;
}

enum err search_work_to_open(struct db *s, bool in_head, const char *words,
    int64_t most, int64_t *steps, bool *done) {
  int64_t left = most;
  bool stopped = false;
  search_work_begin(s, &left);
  enum err e = search_work_open(s, in_head, words, &stopped);
  search_work_end(s);
  if (e)
    return e;
  *steps = most - left;
  *done = !stopped;
  return OK;
}
