#include "db/search/search_index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/tokenizer.h"
#include "base/utf8.h"
#include "db/connection.h"
#include "db/fts_functions.h"
#include "db/search/search_expression.h"

enum {
  FIND,
  FIND_ANY,
  FIND_HEAD,
  FIND_HEAD_ANY,
  KEY_OF,
  KEY_TAKEN,
  ADD_ENTRY,
  DROP_ENTRY,
  ADD_WORDS,
  ADD_HEAD,
  DROP_WORDS,
  DROP_HEAD,
  TEXT,
  ADD_DUE,
  NEXT_DUE,
  DROP_DUE,
  STATE,
  BEGIN,
  SET_STATE,
  REBUILD,
  REBUILD_HEAD,
  DROP_NOBODYS,
  DROP_NOBODYS_HEAD,
  ADD_MISSING
};

/* SQLite asks whether to go on each time it has done so many steps; FTS5, at work, does
 * a few for each page of the index that it reads. */
enum { STEPS = 16 };

enum {
  READERS = ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND,
  AUTHORS = ROLE_SCHEDULER | ROLE_COMMAND
};

/* How much title, headings and body count: a word in a title, however long that is,
 * beats any number in headings, and one there any number in the body. docs/search.md
 * has the sums. */
#define TITLE "40"
#define HEADINGS "6"
#define BODY_TEXT "1"

/* The index gives its rows from the newest on: a word of every article costs no more
 * than as many of them as are asked for. */
#define FOUND_COLUMNS(table, weights)                                                  \
  "SELECT e.article_id, e.key, relevance(" table ", " weights ") FROM " table          \
  " CROSS JOIN search_entry e ON e.key = " table ".rowid"
#define WHERE(table) " WHERE " table " MATCH ?1 ORDER BY " table ".rowid DESC LIMIT ?2"
#define PUBLIC " CROSS JOIN article a ON a.id = e.article_id AND a.status = 'publish'"
#define IN_ALL FOUND_COLUMNS("search", TITLE ", " HEADINGS ", " BODY_TEXT)
#define IN_HEAD FOUND_COLUMNS("search_head", TITLE ", " HEADINGS)

#define NOBODYS_COLUMNS "SELECT c.id FROM "
#define WITHOUT_ENTRY " c LEFT JOIN search_entry e ON e.key = c.id WHERE e.key IS NULL"

static const struct statement statements[] = {
    [FIND] = {READERS, IN_ALL PUBLIC WHERE("search")},
    [FIND_ANY] = {ROLE_COMMAND, IN_ALL WHERE("search")},
    [FIND_HEAD] = {READERS, IN_HEAD PUBLIC WHERE("search_head")},
    [FIND_HEAD_ANY] = {ROLE_COMMAND, IN_HEAD WHERE("search_head")},
    [KEY_OF] = {READERS, "SELECT key FROM search_entry WHERE article_id = ?"},
    [KEY_TAKEN] = {AUTHORS,
        "SELECT max(key) FROM search_entry WHERE key >= ?1 AND key < ?1 + 1000000"},
    [ADD_ENTRY] = {AUTHORS,
        "INSERT INTO search_entry(article_id, key) VALUES (?1, ?2)"},
    [DROP_ENTRY] = {AUTHORS, "DELETE FROM search_entry WHERE key = ?"},
    [ADD_WORDS] = {AUTHORS, "INSERT INTO search(rowid, title, headings, body)"
                            " VALUES (?1, ?2, ?3, ?4)"},
    [ADD_HEAD] = {AUTHORS,
        "INSERT INTO search_head(rowid, title, headings) VALUES (?1, ?2, ?3)"},
    [DROP_WORDS] = {AUTHORS, "DELETE FROM search WHERE rowid = ?"},
    [DROP_HEAD] = {AUTHORS, "DELETE FROM search_head WHERE rowid = ?"},
    [TEXT] = {READERS, "SELECT headings, body FROM search WHERE rowid = ?1"},
    [ADD_DUE] = {AUTHORS, "INSERT OR IGNORE INTO search_due(article_id) VALUES (?)"},
    [NEXT_DUE] = {AUTHORS,
        "SELECT article_id FROM search_due ORDER BY article_id LIMIT 1"},
    [DROP_DUE] = {AUTHORS, "DELETE FROM search_due WHERE article_id = ?"},
    [STATE] = {ROLE_COMMAND, "SELECT count(*) FROM search_state WHERE splitter = ?"},
    [BEGIN] = {AUTHORS, "UPDATE search_state SET splitter = ? WHERE splitter = ''"},
    [SET_STATE] = {ROLE_COMMAND, "UPDATE search_state SET splitter = ?"},
    [REBUILD] = {ROLE_COMMAND, "INSERT INTO search(search) VALUES ('rebuild')"},
    [REBUILD_HEAD] = {ROLE_COMMAND,
        "INSERT INTO search_head(search_head) VALUES ('rebuild')"},
    [DROP_NOBODYS] = {ROLE_COMMAND,
        "DELETE FROM search WHERE rowid IN (" NOBODYS_COLUMNS
        "search_content" WITHOUT_ENTRY ")"},
    [DROP_NOBODYS_HEAD] = {ROLE_COMMAND,
        "DELETE FROM search_head WHERE rowid IN (" NOBODYS_COLUMNS
        "search_head_content" WITHOUT_ENTRY ")"},
    [ADD_MISSING] = {ROLE_COMMAND,
        "INSERT OR IGNORE INTO search_due(article_id) SELECT a.id FROM article a"
        " LEFT JOIN search_entry e ON e.article_id = a.id"
        " LEFT JOIN search_content c ON c.id = e.key WHERE c.id IS NULL"},
};
const struct statement_table search_statements = STATEMENT_TABLE(statements);

struct finding {
  struct db *db;
  struct search_hit *hits;
  size_t count;
  bool all; /* not the public ones only */
  int patience;
  bool more; /* some were left out */
};

static int is_late(void *context) {
  const int64_t *until = context;
  return clock_processor() > *until;
}

/* Adds the newest that fit an expression, `most` at most, and no more than are found in
 * `time` microseconds. Words that never come together would be looked for in all
 * articles that have either. */
static enum err add_hits(
    struct finding *f, int statement, const char *expression, int most, int64_t time) {
  sqlite3_stmt *st;
  int64_t until = clock_processor() + time * f->patience;
  int result = SQLITE_OK;
  enum err e = statement_get(f->db, TABLE_SEARCH, statement, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, expression);
  sqlite3_bind_int(st, 2, most + 1); /* to know whether there are more */
  sqlite3_progress_handler(f->db->handle, STEPS, is_late, &until);
  while ((result = sqlite3_step(st)) == SQLITE_ROW && most) {
    f->hits[f->count++] = (struct search_hit){sqlite3_column_int64(st, 0),
        sqlite3_column_int64(st, 1), sqlite3_column_double(st, 2)};
    most--;
  }
  sqlite3_progress_handler(f->db->handle, 0, NULL, NULL);
  sqlite3_reset(st);
  bool late = (result & 0xff) == SQLITE_INTERRUPT;
  f->more = f->more || result == SQLITE_ROW || late;
  return result == SQLITE_ROW || result == SQLITE_DONE || late
             ? OK
             : statement_error(f->db, result);
}

static int by_key(const void *a, const void *b) {
  const struct search_hit *x = a, *y = b;
  return (x->key < y->key) - (x->key > y->key);
}

/* Of articles that fit equally well, the newest first. */
static int by_score(const void *a, const void *b) {
  const struct search_hit *x = a, *y = b;
  int order = (x->score < y->score) - (x->score > y->score);
  return order ? order : by_key(a, b);
}

/* What was found twice, by its title alone and by all of it, keeps the better score. */
static void drop_doubles(struct finding *f) {
  size_t kept = 0;
  qsort(f->hits, f->count, sizeof *f->hits, by_key);
  for (size_t i = 0; i < f->count; i++)
    if (!kept || f->hits[kept - 1].key != f->hits[i].key)
      f->hits[kept++] = f->hits[i];
    else if (f->hits[kept - 1].score < f->hits[i].score)
      f->hits[kept - 1].score = f->hits[i].score;
  f->count = kept;
}

/* Those that have all of it in one column. */
static enum err add_column(struct finding *f, struct arena *a, const char *column,
    const char *expression, int most, int64_t time) {
  char *of_column = arena_printf(a, "%s : (%s)", column, expression);
  int statement = f->all ? FIND_HEAD_ANY : FIND_HEAD;
  return of_column ? add_hits(f, statement, of_column, most, time) : ERR_NOMEM;
}

enum err search_find(struct db *s, struct arena *a, const struct search_query *q,
    bool all, struct search_result *out) {
  struct finding f = {.db = s, .all = all, .patience = search_patience(q)};
  const char *expression = NULL;
  *out = (struct search_result){0};
  f.hits = arena_array(a, SEARCH_MOST + 2 * SEARCH_MOST_HEAD, sizeof *f.hits);
  enum err e = f.hits ? search_expression(s, a, q, &expression) : ERR_NOMEM;
  if (e || !expression)
    return e;
  e = add_hits(&f, all ? FIND_ANY : FIND, expression, SEARCH_MOST, SEARCH_TIME);
  /* Where the newest are not all there is, an older one may fit better. */
  bool more = f.more;
  if (!e && more)
    e = add_column(&f, a, "title", expression, SEARCH_MOST_HEAD, SEARCH_TIME_HEAD);
  if (!e && more)
    e = add_column(&f, a, "headings", expression, SEARCH_MOST_HEAD, SEARCH_TIME_HEAD);
  if (e)
    return e;
  drop_doubles(&f);
  qsort(f.hits, f.count, sizeof *f.hits, by_score);
  *out = (struct search_result){f.hits, f.count, more};
  return OK;
}

enum err search_find_title(struct db *s, struct arena *a, const struct search_query *q,
    bool but_one, struct search_result *out) {
  struct finding f = {.db = s, .patience = search_patience(q)};
  const char *expression = NULL;
  *out = (struct search_result){0};
  enum err e = but_one ? search_expression_but_one(s, a, q, &expression)
                       : search_expression(s, a, q, &expression);
  if (e || !expression)
    return e;
  f.hits = arena_array(a, SEARCH_MOST_TITLE, sizeof *f.hits);
  e = f.hits
          ? add_column(&f, a, "title", expression, SEARCH_MOST_TITLE, SEARCH_TIME_TITLE)
          : ERR_NOMEM;
  if (!e)
    *out = (struct search_result){f.hits, f.count, f.more};
  return e;
}

static enum err key_of(struct db *s, int64_t article_id, bool *found, int64_t *key) {
  sqlite3_stmt *st;
  enum err e = statement_get_id(s, TABLE_SEARCH, KEY_OF, article_id, &st);
  return e ? e : statement_number_if_any(s, st, found, key);
}

enum err search_remove(struct db *s, int64_t article_id) {
  bool is_indexed = false;
  int64_t key = 0;
  enum err e = key_of(s, article_id, &is_indexed, &key);
  if (e || !is_indexed)
    return e;
  e = statement_run_id(s, TABLE_SEARCH, DROP_WORDS, key);
  if (!e)
    e = statement_run_id(s, TABLE_SEARCH, DROP_HEAD, key);
  return e ? e : statement_run_id(s, TABLE_SEARCH, DROP_ENTRY, key);
}

/* A free key for a date: articles of one second line up in its microseconds. */
static enum err free_key(struct db *s, int64_t date, int64_t *key) {
  sqlite3_stmt *st;
  enum err e = statement_get_id(s, TABLE_SEARCH, KEY_TAKEN, date, &st);
  if (!e)
    e = statement_one(s, st);
  if (e)
    return e;
  bool taken = sqlite3_column_type(st, 0) != SQLITE_NULL;
  *key = taken ? sqlite3_column_int64(st, 0) + 1 : date;
  sqlite3_reset(st);
  return OK;
}

static enum err add_words(
    struct db *s, int statement, int64_t key, const struct search_text *text) {
  sqlite3_stmt *st;
  enum err e = statement_get_id(s, TABLE_SEARCH, statement, key, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, text->title);
  statement_bind_text(st, 3, text->headings);
  if (statement == ADD_WORDS)
    statement_bind_text(st, 4, text->body);
  return statement_run(s, st);
}

enum err search_put(
    struct db *s, int64_t article_id, int64_t date, const struct search_text *text) {
  int64_t key = 0;
  sqlite3_stmt *st;
  enum err e = search_remove(s, article_id);
  if (!e)
    e = free_key(s, date, &key);
  if (!e)
    e = statement_get_id(s, TABLE_SEARCH, ADD_ENTRY, article_id, &st);
  if (e)
    return e;
  sqlite3_bind_int64(st, 2, key);
  e = statement_run(s, st);
  if (!e)
    e = add_words(s, ADD_WORDS, key, text);
  return e ? e : add_words(s, ADD_HEAD, key, text);
}

/* The first bytes of a column, no character cut. NULL when memory is out. */
static const char *column_head(
    struct arena *a, sqlite3_stmt *st, int column, size_t most) {
  const char *text = (const char *)sqlite3_column_text(st, column);
  return arena_strndup(a, text ? text : "", text ? utf8_head(text, most) : 0);
}

enum err search_text_of(struct db *s, struct arena *a, int64_t article_id, size_t most,
    struct search_text *out) {
  bool is_indexed = false;
  int64_t key = 0;
  sqlite3_stmt *st;
  enum err e = key_of(s, article_id, &is_indexed, &key);
  if (!e && !is_indexed)
    e = ERR_NOT_FOUND;
  if (!e)
    e = statement_get_id(s, TABLE_SEARCH, TEXT, key, &st);
  if (!e)
    e = statement_one(s, st);
  if (e)
    return e;
  *out = (struct search_text){
      NULL, column_head(a, st, 0, most), column_head(a, st, 1, most)};
  sqlite3_reset(st);
  return out->headings && out->body ? OK : ERR_NOMEM;
}

enum err search_add_due(struct db *s, int64_t article_id) {
  return statement_run_id(s, TABLE_SEARCH, ADD_DUE, article_id);
}

enum err search_next_due(struct db *s, bool *found, int64_t *article_id) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_SEARCH, NEXT_DUE, &st);
  return e ? e : statement_number_if_any(s, st, found, article_id);
}

enum err search_drop_due(struct db *s, int64_t article_id) {
  return statement_run_id(s, TABLE_SEARCH, DROP_DUE, article_id);
}

static enum err run_with_splitter(struct db *s, int i) {
  char name[FTS_TOKENIZER];
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_SEARCH, i, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, fts_tokenizer(name));
  return statement_run(s, st);
}

enum err search_begin(struct db *s) {
  return run_with_splitter(s, BEGIN);
}

enum err search_is_current(struct db *s, bool *out) {
  char name[FTS_TOKENIZER];
  sqlite3_stmt *st;
  int64_t count = 0;
  enum err e = statement_get(s, TABLE_SEARCH, STATE, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, fts_tokenizer(name));
  e = statement_number(s, st, &count);
  if (!e)
    *out = count > 0;
  return e;
}

static enum err run(struct db *s, int i) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_SEARCH, i, &st);
  return e ? e : statement_run(s, st);
}

enum err search_renew(struct db *s) {
  enum err e = run(s, REBUILD);
  if (!e)
    e = run(s, REBUILD_HEAD);
  return e ? e : run_with_splitter(s, SET_STATE);
}

enum err search_mend(struct db *s) {
  enum err e = run(s, DROP_NOBODYS);
  if (!e)
    e = run(s, DROP_NOBODYS_HEAD);
  return e ? e : run(s, ADD_MISSING);
}
