#include "db/search/search_work.h"

#include <string.h>

#include "db/connection.h"
#include "db/sqlite/sqlite_statement.h"
#include "db/statement.h"

enum { OPEN, OPEN_HEAD };

enum { READERS = ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND };

/* FTS5 looks up all words before it returns a row. */
#define FIRST_COLUMNS "SELECT rowid FROM "
#define FIRST(table)                                                                   \
  FIRST_COLUMNS table " WHERE " table " MATCH ?1 ORDER BY rowid DESC LIMIT 1"

static const struct statement_sql statements[] = {
    [OPEN] = {READERS, FIRST("search")},
    [OPEN_HEAD] = {READERS, FIRST("search_head")},
};
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    [OPEN] = {STATEMENT_SQLITE_ONLY},
    [OPEN_HEAD] = {STATEMENT_SQLITE_ONLY},
};
const struct statement_table search_work_statements =
    STATEMENT_TABLE_POSTGRES(statements);

/* Any word makes FTS5 compare what it keeps with the database. */
enum err search_work_prepare(struct db *s, bool in_head) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_SEARCH_WORK, in_head ? OPEN_HEAD : OPEN, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, "\"0\"");
  return statement_run(s, st);
}

static int search_work_count(void *context) {
  struct search_work *w = context;
  return --w->left < 0;
}

/* Called when a statement begins, those of FTS5 included. For each word, and each part
 * of the index, FTS5 runs one that reads the table of the first words of pages
 * (search_idx, search_head_idx). Whatever was counted before that was part of looking
 * up words, so the count starts again. An SQLite that does it in another way would find
 * less, and the unit tests would fail. */
static int search_work_on_statement(
    unsigned event, void *context, void *statement, void *text) {
  struct search_work *w = context;
  (void)event;
  (void)statement;
  /* "-- " is SQLite's: the statement runs within another one. */
  static const char lookup[] = "-- SELECT pgno FROM ";
  if (strncmp(text, lookup, sizeof lookup - 1) == 0) {
    w->lookup -= w->most - w->left;
    w->left = w->lookup > 0 ? w->most : 0;
  }
  return 0;
}

/* 1: calls it after every step. With a larger number, where a call falls would depend
 * on the steps of earlier statements. */
void search_work_begin(struct db *s, struct search_work *w) {
  sqlite3_progress_handler(s->handle, 1, search_work_count, w);
}

void search_work_begin_query(struct db *s, struct search_work *w) {
  w->most = w->left;
  sqlite3_trace_v2(s->handle, SQLITE_TRACE_STMT, search_work_on_statement, w);
  search_work_begin(s, w);
}

void search_work_end(struct db *s) {
  sqlite3_trace_v2(s->handle, 0, NULL, NULL);
  sqlite3_progress_handler(s->handle, 0, NULL, NULL);
}

bool search_work_next(struct db *s, struct statement *st, bool *stopped, enum err *e) {
  int result = *e ? SQLITE_DONE : sqlite3_step(sqlite_of(st));
  *stopped = (result & 0xff) == SQLITE_INTERRUPT;
  if (result != SQLITE_ROW && result != SQLITE_DONE && !*stopped)
    *e = sqlite_error(s, result);
  return result == SQLITE_ROW;
}
