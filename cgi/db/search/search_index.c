#include "db/search/search_index.h"

#include "base/utf8.h"
#include "db/connection.h"
#include "db/engine.h"
#include "db/search/search_words.h"
#include "db/sqlite/fts_functions.h"
#include "db/statement.h"

enum {
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
  DROP_ORPHANS,
  DROP_ORPHANS_HEAD,
  ADD_MISSING
};

enum {
  READERS = ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND,
  AUTHORS = ROLE_SCHEDULER | ROLE_COMMAND
};

/* search_content and search_head_content are FTS5's own tables of the texts. Their `id`
 * is the rowid of the virtual table. */
#define ORPHANS_COLUMNS "SELECT c.id FROM "
#define WITHOUT_ENTRY " c LEFT JOIN search_entry e ON e.key = c.id WHERE e.key IS NULL"

static const struct statement_sql statements[] = {
    [KEY_OF] = {READERS, "SELECT key FROM search_entry WHERE article_id = ?"},
    /* A second has 1000000 microseconds. */
    [KEY_TAKEN] = {AUTHORS,
        "SELECT max(key) FROM search_entry WHERE key >= ?1 AND key < ?1 + 1000000"},
    [ADD_ENTRY] = {AUTHORS,
        "INSERT INTO search_entry(article_id, key) VALUES (?1, ?2)"},
    [DROP_ENTRY] = {AUTHORS, "DELETE FROM search_entry WHERE key = ?"},
    [ADD_WORDS] = {AUTHORS, "INSERT INTO search(rowid, title, headings, body)"
                            " VALUES (?1, ?2, ?3, ?4)"},
    [ADD_HEAD] = {AUTHORS,
        "INSERT INTO search_head(rowid, title, headings) VALUES (?1, ?2, ?3)"},
    /* FTS5 keeps the text of a row and finds the words to remove in it, so the rowid is
     * enough. */
    [DROP_WORDS] = {AUTHORS, "DELETE FROM search WHERE rowid = ?"},
    [DROP_HEAD] = {AUTHORS, "DELETE FROM search_head WHERE rowid = ?"},
    /* FTS5 finds a row of its tables by the rowid, without a query of the index. */
    [TEXT] = {READERS, "SELECT headings, body FROM search WHERE rowid = ?1"},
    [ADD_DUE] = {AUTHORS,
        "INSERT INTO search_due(article_id) VALUES (?) ON CONFLICT DO NOTHING"},
    /* In the order of the primary key, so that one row is read. */
    [NEXT_DUE] = {AUTHORS,
        "SELECT article_id FROM search_due ORDER BY article_id LIMIT 1"},
    [DROP_DUE] = {AUTHORS, "DELETE FROM search_due WHERE article_id = ?"},
    /* The table has one row: this is 0 or 1. */
    [STATE] = {ROLE_COMMAND, "SELECT count(*) FROM search_state WHERE splitter = ?"},
    /* Only the first article of an empty index sets the version: an index made by
     * another version keeps that one's name until it is rebuilt. */
    [BEGIN] = {AUTHORS, "UPDATE search_state SET splitter = ? WHERE splitter = ''"},
    [SET_STATE] = {ROLE_COMMAND, "UPDATE search_state SET splitter = ?"},
    /* Commands of FTS5, not rows: they split the stored texts again with this
     * tokenizer. */
    [REBUILD] = {ROLE_COMMAND, "INSERT INTO search(search) VALUES ('rebuild')"},
    [REBUILD_HEAD] = {ROLE_COMMAND,
        "INSERT INTO search_head(search_head) VALUES ('rebuild')"},
    [DROP_ORPHANS] = {ROLE_COMMAND,
        "DELETE FROM search WHERE rowid IN (" ORPHANS_COLUMNS
        "search_content" WITHOUT_ENTRY ")"},
    [DROP_ORPHANS_HEAD] = {ROLE_COMMAND,
        "DELETE FROM search_head WHERE rowid IN (" ORPHANS_COLUMNS
        "search_head_content" WITHOUT_ENTRY ")"},
    [ADD_MISSING] = {ROLE_COMMAND,
        "INSERT INTO search_due(article_id) SELECT a.id FROM article a"
        " LEFT JOIN search_entry e ON e.article_id = a.id"
        " LEFT JOIN search_content c ON c.id = e.key WHERE c.id IS NULL ON CONFLICT DO NOTHING"},
};
/* PostgreSQL has one table, with the words as search_words makes them, and no index of
 * its own for titles and headings: words have weights. */
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    [ADD_WORDS] = {"INSERT INTO search(key, title, headings, body, words)"
                   " VALUES (?1, ?2, ?3, ?4, CAST(CAST(?5 AS text) AS tsvector))"},
    [ADD_HEAD] = {STATEMENT_SQLITE_ONLY},
    [DROP_WORDS] = {"DELETE FROM search WHERE key = ?"},
    [DROP_HEAD] = {STATEMENT_SQLITE_ONLY},
    [TEXT] = {"SELECT headings, body FROM search WHERE key = ?1"},
    /* What was split by another tokenizer is split again when its turn comes. */
    [REBUILD] = {"DELETE FROM search"},
    [REBUILD_HEAD] = {STATEMENT_SQLITE_ONLY},
    [DROP_ORPHANS] =
        {"DELETE FROM search WHERE key IN (SELECT c.key FROM search c"
         " LEFT JOIN search_entry e ON e.key = c.key WHERE e.key IS NULL)"},
    [DROP_ORPHANS_HEAD] = {STATEMENT_SQLITE_ONLY},
    [ADD_MISSING] = {"INSERT INTO search_due(article_id) SELECT a.id FROM article a"
                     " LEFT JOIN search_entry e ON e.article_id = a.id"
                     " LEFT JOIN search c ON c.key = e.key WHERE c.key IS NULL"
                     " ON CONFLICT DO NOTHING"},
};
const struct statement_table search_index_statements =
    STATEMENT_TABLE_POSTGRES(statements);

static enum err search_index_key(
    struct db *s, int64_t article_id, bool *found, int64_t *key) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_SEARCH_INDEX, KEY_OF, article_id, &st);
  return e ? e : statement_number_if_any(s, st, found, key);
}

enum err search_index_remove(struct db *s, int64_t article_id) {
  bool is_indexed = false;
  int64_t key = 0;
  enum err e = search_index_key(s, article_id, &is_indexed, &key);
  if (e || !is_indexed)
    return e;
  e = statement_run_id(s, TABLE_SEARCH_INDEX, DROP_WORDS, key);
  if (!e && !s->engine->is_postgres)
    e = statement_run_id(s, TABLE_SEARCH_INDEX, DROP_HEAD, key);
  return e ? e : statement_run_id(s, TABLE_SEARCH_INDEX, DROP_ENTRY, key);
}

/* Finds a key for a date, which FTS5 orders its rows by and which must be unique. Dates
 * usually are whole seconds: articles of the same second take its microseconds in turn.
 */
static enum err search_index_free_key(struct db *s, int64_t date, int64_t *key) {
  struct statement *st;
  enum err e = statement_one_id(s, TABLE_SEARCH_INDEX, KEY_TAKEN, date, &st);
  if (e)
    return e;
  bool taken = !statement_is_null(st, 0);
  *key = taken ? statement_int(st, 0) + 1 : date;
  statement_reset(st);
  return OK;
}

/* `words` is NULL for FTS5, which calls the tokenizer by itself. */
static enum err search_index_add_words(struct db *s, int statement, int64_t key,
    const struct search_text *text, const char *words) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_SEARCH_INDEX, statement, key, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, text->title);
  statement_bind_text(st, 3, text->headings);
  /* search_head has no body. */
  if (statement == ADD_WORDS)
    statement_bind_text(st, 4, text->body);
  if (words)
    statement_bind_text(st, 5, words);
  return statement_run(s, st);
}

/* PostgreSQL gets the words, and has no NULL in these columns. */
static enum err search_index_add_postgres(
    struct db *s, int64_t key, const struct search_text *text) {
  const struct search_text given = {text->title ? text->title : "",
      text->headings ? text->headings : "", text->body ? text->body : ""};
  struct buf words = {0};
  enum err e = search_words(&words, &given);
  if (!e)
    e = search_index_add_words(s, ADD_WORDS, key, &given, buf_text(&words));
  buf_free(&words);
  return e;
}

enum err search_index_put(
    struct db *s, int64_t article_id, int64_t date, const struct search_text *text) {
  int64_t key = 0;
  /* A new date changes the key, so the row is not updated but removed and added
   * again. */
  enum err e = search_index_remove(s, article_id);
  if (!e)
    e = search_index_free_key(s, date, &key);
  return e ? e : search_index_put_at(s, article_id, key, text);
}

enum err search_index_put_at(
    struct db *s, int64_t article_id, int64_t key, const struct search_text *text) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_SEARCH_INDEX, ADD_ENTRY, article_id, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, key);
  e = statement_run(s, st);
  if (!e && s->engine->is_postgres)
    return search_index_add_postgres(s, key, text);
  if (!e)
    e = search_index_add_words(s, ADD_WORDS, key, text, NULL);
  return e ? e : search_index_add_words(s, ADD_HEAD, key, text, NULL);
}

/* Copies the first bytes of a column, cut between characters. NULL when out of memory.
 * `most` bounds what a page of search results copies of a long article. */
static const char *search_index_column(
    struct arena *a, struct statement *st, int column, size_t most) {
  const char *text = statement_chars(st, column);
  return arena_strndup(a, text ? text : "", text ? utf8_head(text, most) : 0);
}

enum err search_index_text(struct db *s, struct arena *a, int64_t article_id,
    size_t most, struct search_text *out) {
  bool is_indexed = false;
  int64_t key = 0;
  struct statement *st;
  enum err e = search_index_key(s, article_id, &is_indexed, &key);
  if (!e && !is_indexed)
    e = ERR_NOT_FOUND;
  if (!e)
    e = statement_get_id(s, TABLE_SEARCH_INDEX, TEXT, key, &st);
  if (!e)
    e = statement_one(s, st);
  if (e)
    return e;
  *out = (struct search_text){
      NULL, search_index_column(a, st, 0, most), search_index_column(a, st, 1, most)};
  statement_reset(st);
  return out->headings && out->body ? OK : ERR_NOMEM;
}

enum err search_index_add_due(struct db *s, int64_t article_id) {
  return statement_run_id(s, TABLE_SEARCH_INDEX, ADD_DUE, article_id);
}

enum err search_index_next_due(struct db *s, bool *found, int64_t *article_id) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_SEARCH_INDEX, NEXT_DUE, &st);
  return e ? e : statement_number_if_any(s, st, found, article_id);
}

enum err search_index_drop_due(struct db *s, int64_t article_id) {
  return statement_run_id(s, TABLE_SEARCH_INDEX, DROP_DUE, article_id);
}

static enum err search_index_run_with_tokenizer(struct db *s, int i) {
  char name[FTS_TOKENIZER];
  struct statement *st;
  enum err e = statement_get(s, TABLE_SEARCH_INDEX, i, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, fts_tokenizer(name));
  return statement_run(s, st);
}

enum err search_index_begin(struct db *s) {
  return search_index_run_with_tokenizer(s, BEGIN);
}

enum err search_index_is_current(struct db *s, bool *out) {
  char name[FTS_TOKENIZER];
  struct statement *st;
  int64_t count = 0;
  enum err e = statement_get(s, TABLE_SEARCH_INDEX, STATE, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, fts_tokenizer(name));
  e = statement_number(s, st, &count);
  if (!e)
    *out = count > 0;
  return e;
}

static enum err search_index_run(struct db *s, int i) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_SEARCH_INDEX, i, &st);
  return e ? e : statement_run(s, st);
}

enum err search_index_rebuild(struct db *s) {
  enum err e = search_index_run(s, REBUILD);
  if (!e && s->engine->is_postgres)
    e = search_index_run(s, ADD_MISSING);
  else if (!e)
    e = search_index_run(s, REBUILD_HEAD);
  /* After both, because the name says that the whole index is from this tokenizer. */
  return e ? e : search_index_run_with_tokenizer(s, SET_STATE);
}

enum err search_index_repair(struct db *s) {
  enum err e = search_index_run(s, DROP_ORPHANS);
  if (!e && !s->engine->is_postgres)
    e = search_index_run(s, DROP_ORPHANS_HEAD);
  /* Only marked here: the queue indexes them one by one, so that other writers need not
   * wait for all. */
  return e ? e : search_index_run(s, ADD_MISSING);
}
