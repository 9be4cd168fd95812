#include "db/search/search_find.h"

#include <stdlib.h>

#include "base/clock.h"
#include "db/connection.h"
#include "db/search/search_expression.h"
#include "db/statement.h"

/* Readers find public articles only; the command finds those of any status as well. */
enum { FIND, FIND_ANY, FIND_HEAD, FIND_HEAD_ANY };

/* SQLite calls the progress handler after this many virtual machine steps. FTS5 does
 * much work per step, a few steps for each page of the index that it reads, so the
 * number must be small for the time limits to hold. */
enum { STEPS = 16 };

enum { READERS = ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND };

/* The weights of the columns. A word in the title, however long that is, outweighs any
 * number of them in headings, and a word in a heading any number in the body.
 * docs/search.md has the arithmetic. */
#define TITLE "40"
#define HEADINGS "6"
#define BODY_TEXT "1"

/* The rowid of the index is the article's date, and FTS5 yields its rows in that order.
 * So "the newest 300" ends after 300 rows even for a word that every article has;
 * ordering by score would read all of them. CROSS JOIN keeps the index in the outer
 * loop. */
#define FOUND_COLUMNS(table, weights)                                                  \
  "SELECT e.article_id, e.key, relevance(" table ", " weights ") FROM " table          \
  " CROSS JOIN search_entry e ON e.key = " table ".rowid"
#define WHERE(table) " WHERE " table " MATCH ?1 ORDER BY " table ".rowid DESC LIMIT ?2"
/* The status is that of the article's row, not a copy in the index: the index may be
 * updated later (search_due), and must never show a withdrawn article until then. */
#define PUBLIC " CROSS JOIN article a ON a.id = e.article_id AND a.status = 'publish'"
#define IN_ALL FOUND_COLUMNS("search", TITLE ", " HEADINGS ", " BODY_TEXT)
#define IN_HEAD FOUND_COLUMNS("search_head", TITLE ", " HEADINGS)

static const struct statement statements[] = {
    [FIND] = {READERS, IN_ALL PUBLIC WHERE("search")},
    [FIND_ANY] = {ROLE_COMMAND, IN_ALL WHERE("search")},
    [FIND_HEAD] = {READERS, IN_HEAD PUBLIC WHERE("search_head")},
    [FIND_HEAD_ANY] = {ROLE_COMMAND, IN_HEAD WHERE("search_head")},
};
const struct statement_table search_find_statements = STATEMENT_TABLE(statements);

struct search {
  struct db *db;
  struct search_hit *hits;
  size_t count;
  bool all;  /* of any status */
  bool more; /* some matches were left out */
};

static int search_is_late(void *context) {
  const int64_t *until = context;
  return clock_processor() > *until;
}

/* Adds the newest articles that match, `most` at most, and no more than it finds in
 * `time` microseconds. The limit on rows alone is not enough: for two common words that
 * never occur in the same article, FTS5 reads all articles with either before it
 * returns. What was found by then is a result; the caller says that there may be more.
 */
static enum err search_add_hits(
    struct search *f, int statement, const char *expression, int most, int64_t time) {
  sqlite3_stmt *st;
  int64_t until = clock_processor() + time * f->db->search_patience;
  int result = SQLITE_OK;
  enum err e = statement_get(f->db, TABLE_SEARCH_FIND, statement, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, expression);
  sqlite3_bind_int(st, 2, most + 1); /* to know whether there are more */
  sqlite3_progress_handler(f->db->handle, STEPS, search_is_late, &until);
  while ((result = sqlite3_step(st)) == SQLITE_ROW && most) {
    f->hits[f->count++] = (struct search_hit){sqlite3_column_int64(st, 0),
        sqlite3_column_int64(st, 1), sqlite3_column_double(st, 2)};
    most--;
  }
  /* The handler belongs to the connection, and `until` only to this call. */
  sqlite3_progress_handler(f->db->handle, 0, NULL, NULL);
  sqlite3_reset(st);
  /* This is the error of a statement that the progress handler stopped. */
  bool late = (result & 0xff) == SQLITE_INTERRUPT;
  f->more = f->more || result == SQLITE_ROW || late;
  return result == SQLITE_ROW || result == SQLITE_DONE || late
             ? OK
             : statement_error(f->db, result);
}

static int search_by_key(const void *a, const void *b) {
  const struct search_hit *x = a, *y = b;
  return (x->key < y->key) - (x->key > y->key);
}

/* Orders the best first, and among equals the newest. */
static int search_by_score(const void *a, const void *b) {
  const struct search_hit *x = a, *y = b;
  int order = (x->score < y->score) - (x->score > y->score);
  return order ? order : search_by_key(a, b);
}

/* An article that was found by its title and by all of its text keeps the better score.
 */
static void search_drop_doubles(struct search *f) {
  size_t kept = 0;
  /* Sorted by key, which each article has only one of, doubles are next to each
   * other. */
  qsort(f->hits, f->count, sizeof *f->hits, search_by_key);
  for (size_t i = 0; i < f->count; i++)
    if (!kept || f->hits[kept - 1].key != f->hits[i].key)
      f->hits[kept++] = f->hits[i];
    else if (f->hits[kept - 1].score < f->hits[i].score)
      f->hits[kept - 1].score = f->hits[i].score;
  f->count = kept;
}

/* Adds articles that match with all elements in one column of the index of titles and
 * headings, which is small: this finds an old article by its title even if thousands of
 * newer ones have the words somewhere in their bodies. */
static enum err search_add_column(struct search *f, struct arena *a, const char *column,
    const char *expression, int most, int64_t time) {
  char *of_column = arena_printf(a, "%s : (%s)", column, expression);
  int statement = f->all ? FIND_HEAD_ANY : FIND_HEAD;
  return of_column ? search_add_hits(f, statement, of_column, most, time) : ERR_NOMEM;
}

enum err search_find(struct db *s, struct arena *a, const struct search_query *q,
    bool all, struct search_result *out) {
  struct search f = {.db = s, .all = all};
  const char *expression = NULL;
  *out = (struct search_result){0};
  /* One search in all the text, and at most one each in the titles and in the
   * headings. */
  f.hits = arena_array(a, SEARCH_MOST + 2 * SEARCH_MOST_HEAD, sizeof *f.hits);
  enum err e = f.hits ? search_expression(s, a, q, &expression) : ERR_NOMEM;
  if (e || !expression)
    return e;
  e = search_add_hits(&f, all ? FIND_ANY : FIND, expression, SEARCH_MOST, SEARCH_TIME);
  /* An older article that was not among the newest may match better. */
  bool more = f.more;
  if (!e && more)
    e = search_add_column(
        &f, a, "title", expression, SEARCH_MOST_HEAD, SEARCH_TIME_HEAD);
  if (!e && more)
    e = search_add_column(
        &f, a, "headings", expression, SEARCH_MOST_HEAD, SEARCH_TIME_HEAD);
  if (e)
    return e;
  search_drop_doubles(&f);
  qsort(f.hits, f.count, sizeof *f.hits, search_by_score);
  *out = (struct search_result){f.hits, f.count, more};
  return OK;
}

enum err search_find_title(struct db *s, struct arena *a, const struct search_query *q,
    bool but_one, struct search_result *out) {
  struct search f = {.db = s};
  const char *expression = NULL;
  *out = (struct search_result){0};
  enum err e = but_one ? search_expression_but_one(s, a, q, &expression)
                       : search_expression(s, a, q, &expression);
  if (e || !expression)
    return e;
  f.hits = arena_array(a, SEARCH_MOST_TITLE, sizeof *f.hits);
  e = f.hits ? search_add_column(
                   &f, a, "title", expression, SEARCH_MOST_TITLE, SEARCH_TIME_TITLE)
             : ERR_NOMEM;
  if (!e)
    *out = (struct search_result){f.hits, f.count, f.more};
  return e;
}
