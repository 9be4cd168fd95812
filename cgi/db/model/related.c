#include "db/model/related.h"

#include "db/statement.h"

enum {
  KEYS,
  PUT_KEY,
  DROP_KEY,
  NEWER,
  OLDER,
  READ,
  CLEAR,
  PUT,
  REFERRERS,
  FORGET,
  ADD_DUE,
  ADD_DUE_NEWER,
  ADD_DUE_OLDER,
  NEXT_DUE,
  DROP_DUE
};

enum { AUTHORS = ROLE_SCHEDULER | ROLE_COMMAND };

/* The primary key (key, position, article_id) has the articles of a key by date, so
 * that a LIMIT of a few rows reads only those, even for a word in every title. */
#define NEWER_OF_KEY                                                                   \
  " FROM related_key WHERE key = ?1 AND position > ?2 ORDER BY position LIMIT ?3"
#define OLDER_OF_KEY                                                                   \
  " FROM related_key WHERE key = ?1 AND position < ?2 ORDER BY position DESC LIMIT ?3"

static const struct statement_sql statements[] = {
    /* related_key_article has all columns, as the table is WITHOUT ROWID. */
    [KEYS] = {AUTHORS, "SELECT key, position FROM related_key WHERE article_id = ?1"
                       " ORDER BY key LIMIT ?2"},
    [PUT_KEY] = {AUTHORS,
        "INSERT INTO related_key(key, position, article_id) VALUES (?1, ?2, ?3)"},
    [DROP_KEY] = {AUTHORS,
        "DELETE FROM related_key WHERE key = ?1 AND position = ?2 AND article_id = ?3"},
    [NEWER] = {AUTHORS, "SELECT article_id, position" NEWER_OF_KEY},
    [OLDER] = {AUTHORS, "SELECT article_id, position" OLDER_OF_KEY},
    /* The primary key (article_id, place) has the rows in this order. */
    [READ] = {ROLE_WEB | AUTHORS, "SELECT related_id FROM related WHERE article_id = ?1"
                                  " ORDER BY place LIMIT ?2"},
    [CLEAR] = {AUTHORS, "DELETE FROM related WHERE article_id = ?"},
    [PUT] = {AUTHORS,
        "INSERT INTO related(article_id, place, related_id) VALUES (?1, ?2, ?3)"},
    /* The articles whose pages show this one, and have to be found when it changes. */
    [REFERRERS] = {AUTHORS, "SELECT article_id FROM related WHERE related_id = ?"},
    /* The index related_named serves this and the one above. */
    [FORGET] = {AUTHORS, "DELETE FROM related WHERE related_id = ?"},
    /* An article may be added several times before it is examined; once is enough. */
    [ADD_DUE] = {AUTHORS,
        "INSERT INTO related_due(article_id) VALUES (?) ON CONFLICT DO NOTHING"},
    /* In SQL, so that the neighbours need not pass through the program. */
    [ADD_DUE_NEWER] = {AUTHORS,
        "INSERT INTO related_due(article_id) SELECT article_id" NEWER_OF_KEY
        " ON CONFLICT DO NOTHING"},
    [ADD_DUE_OLDER] = {AUTHORS,
        "INSERT INTO related_due(article_id) SELECT article_id" OLDER_OF_KEY
        " ON CONFLICT DO NOTHING"},
    /* In the order of the primary key: one row is read, however long the queue is. */
    [NEXT_DUE] = {AUTHORS,
        "SELECT article_id FROM related_due ORDER BY article_id LIMIT 1"},
    [DROP_DUE] = {AUTHORS, "DELETE FROM related_due WHERE article_id = ?"},
};
const struct statement_table related_statements = STATEMENT_TABLE(statements);

enum err related_keys(
    struct db *s, struct arena *a, int64_t article, struct related_keys *out) {
  struct statement *st;
  *out = (struct related_keys){.count = 0};
  enum err e = statement_get_id(s, TABLE_RELATED, KEYS, article, &st);
  if (e)
    return e;
  /* The limits of the SELECTs are the sizes of the arrays that the rows are read
   * into. */
  statement_bind_int(st, 2, RELATED_KEYS);
  while (statement_next(s, st, &e)) {
    out->position = statement_int(st, 1);
    if (!(out->keys[out->count++] = statement_text(a, st, 0)))
      e = ERR_NOMEM;
  }
  return e;
}

/* Gets a statement about a key and a position; `third` is its third value. */
static enum err related_statement(struct db *s, int i, const char *key,
    int64_t position, int64_t third, struct statement **st) {
  enum err e = statement_get(s, TABLE_RELATED, i, st);
  if (e)
    return e;
  statement_bind_text(*st, 1, key);
  statement_bind_int(*st, 2, position);
  statement_bind_int(*st, 3, third);
  return OK;
}

static enum err related_run(
    struct db *s, int i, const char *key, int64_t position, int64_t third) {
  struct statement *st;
  enum err e = related_statement(s, i, key, position, third, &st);
  return e ? e : statement_run(s, st);
}

enum err related_put_key(
    struct db *s, int64_t article, const char *key, int64_t position) {
  return related_run(s, PUT_KEY, key, position, article);
}

enum err related_drop_key(
    struct db *s, int64_t article, const char *key, int64_t position) {
  return related_run(s, DROP_KEY, key, position, article);
}

static enum err related_add_neighbours(struct db *s, int i, const char *key,
    int64_t position, struct related_neighbour *out, size_t *count) {
  struct statement *st = NULL;
  /* The limit of the rows: `out` has that many places for either side. */
  enum err e = related_statement(s, i, key, position, RELATED_REACH, &st);
  while (statement_next(s, st, &e))
    out[(*count)++] =
        (struct related_neighbour){statement_int(st, 0), statement_int(st, 1)};
  return e;
}

enum err related_find_neighbours(struct db *s, const char *key, int64_t position,
    struct related_neighbour *out, size_t *count) {
  enum err e = related_add_neighbours(s, NEWER, key, position, out, count);
  return e ? e : related_add_neighbours(s, OLDER, key, position, out, count);
}

enum err related_read(struct db *s, int64_t article, struct related_list *out) {
  struct statement *st;
  out->count = 0;
  enum err e = statement_get_id(s, TABLE_RELATED, READ, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, RELATED_SHOWN);
  while (statement_next(s, st, &e))
    out->ids[out->count++] = statement_int(st, 0);
  return e;
}

enum err related_write(struct db *s, int64_t article, const struct related_list *list) {
  /* The list is replaced as a whole: the places of the new one may collide with the
   * old. */
  enum err e = statement_run_id(s, TABLE_RELATED, CLEAR, article);
  for (size_t i = 0; !e && i < list->count; i++) {
    struct statement *st;
    e = statement_get_id(s, TABLE_RELATED, PUT, article, &st);
    if (e)
      break;
    statement_bind_int(st, 2, (int64_t)i);
    statement_bind_int(st, 3, list->ids[i]);
    e = statement_run(s, st);
  }
  return e;
}

enum err related_referrers(
    struct db *s, struct arena *a, int64_t article, int64_t **out, size_t *count) {
  struct statement *st = NULL;
  size_t cap = 0;
  *out = NULL;
  *count = 0;
  enum err e = statement_get_id(s, TABLE_RELATED, REFERRERS, article, &st);
  while (statement_next(s, st, &e)) {
    int64_t *grown = arena_grow(a, *out, *count, &cap, sizeof *grown);
    if (!grown) {
      e = ERR_NOMEM;
      /* statement_next ends the loop, and resets the statement. */
      continue;
    }
    *out = grown;
    grown[(*count)++] = statement_int(st, 0);
  }
  return e;
}

enum err related_forget(struct db *s, int64_t article) {
  return statement_run_id(s, TABLE_RELATED, FORGET, article);
}

enum err related_add_due(struct db *s, int64_t article) {
  return statement_run_id(s, TABLE_RELATED, ADD_DUE, article);
}

enum err related_add_due_around(struct db *s, const char *key, int64_t position) {
  enum err e = related_run(s, ADD_DUE_NEWER, key, position, RELATED_REACH);
  return e ? e : related_run(s, ADD_DUE_OLDER, key, position, RELATED_REACH);
}

enum err related_next_due(struct db *s, bool *found, int64_t *article) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_RELATED, NEXT_DUE, &st);
  return e ? e : statement_number_if_any(s, st, found, article);
}

enum err related_drop_due(struct db *s, int64_t article) {
  return statement_run_id(s, TABLE_RELATED, DROP_DUE, article);
}
