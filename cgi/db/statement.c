#include "db/statement.h"

#include <stdlib.h>

#include "db/connection.h"
#include "db/engine.h"

enum err statement_get(struct db *s, enum table t, int i, struct statement **out) {
  const struct statement_table *table = statement_table(t);
  const struct statement_sql *sql = &table->statements[i];
  if (!(sql->roles & s->role))
    return ERR_DENIED;
  /* A connection uses few of the tables: the array of a table is allocated, and each
   * statement prepared, when it is first needed. */
  if (!s->prepared[t]) {
    s->prepared[t] = calloc(table->count, sizeof(struct statement *));
    if (!s->prepared[t])
      return ERR_NOMEM;
  }
  struct statement **st = &s->prepared[t][i];
  if (!*st) {
    enum err e = s->engine->prepare(
        s, statement_table_text(table, (size_t)i, s->engine->is_postgres), st);
    if (e)
      return e;
  }
  /* The last caller may have stopped in the middle of the rows. */
  (*st)->engine->clear(*st);
  *out = *st;
  return OK;
}

void statement_reset(struct statement *st) {
  if (st)
    st->engine->reset(st);
}

enum err statement_prepare(struct db *s, const char *sql, struct statement **out) {
  return s->engine->prepare(s, sql, out);
}

void statement_finalize(struct statement *st) {
  if (st)
    st->engine->finalize(st);
}

int64_t statement_changes(struct db *s) {
  return s->engine->changes(s);
}

int64_t statement_last_id(struct db *s) {
  return s->engine->last_id(s);
}

/* The end of the rows is not an error code, so that a visitor's own ERR_NOT_FOUND can
 * never be taken for it. */
bool statement_next(struct db *s, struct statement *st, enum err *e) {
  if (!*e && st->engine->step(s, st, e))
    return true;
  statement_reset(st);
  return false;
}

enum err statement_one(struct db *s, struct statement *st) {
  enum err e = OK;
  bool found = statement_next(s, st, &e);
  return e || found ? e : ERR_NOT_FOUND;
}

/* A row is that of RETURNING: all changes have been made by then. */
enum err statement_run(struct db *s, struct statement *st) {
  enum err e = OK;
  (void)st->engine->step(s, st, &e);
  statement_reset(st);
  return e;
}

enum err statement_get_id(
    struct db *s, enum table t, int i, int64_t id, struct statement **out) {
  struct statement *st = NULL;
  enum err e = statement_get(s, t, i, &st);
  if (e)
    return e;
  statement_bind_int(st, 1, id);
  *out = st;
  return OK;
}

enum err statement_run_id(struct db *s, enum table t, int i, int64_t id) {
  struct statement *st;
  enum err e = statement_get_id(s, t, i, id, &st);
  return e ? e : statement_run(s, st);
}

enum err statement_one_id(
    struct db *s, enum table t, int i, int64_t id, struct statement **out) {
  enum err e = statement_get_id(s, t, i, id, out);
  return e ? e : statement_one(s, *out);
}

enum err statement_number_if_any(
    struct db *s, struct statement *st, bool *found, int64_t *out) {
  enum err e = OK;
  /* The statement is reset before returning: one left at a row keeps its read
   * transaction open. */
  bool row = statement_next(s, st, &e);
  if (e)
    return e;
  if (row)
    *out = statement_int(st, 0);
  statement_reset(st);
  *found = row;
  return OK;
}

enum err statement_number(struct db *s, struct statement *st, int64_t *out) {
  bool found = false;
  enum err e = statement_number_if_any(s, st, &found, out);
  return e || found ? e : ERR_NOT_FOUND;
}

/* 0 is "none" in the structures of db/model, and NULL is "none" in the tables: foreign
 * keys would refuse 0. */
void statement_bind_or_null(struct statement *st, int i, int64_t value) {
  if (value)
    statement_bind_int(st, i, value);
  else
    statement_bind_null(st, i);
}

char *statement_text(struct arena *a, struct statement *st, int column) {
  const char *text = statement_chars(st, column);
  return arena_strdup(a, text ? text : "");
}

char *statement_text_or_null(struct arena *a, struct statement *st, int column) {
  if (statement_is_null(st, column))
    return NULL;
  return statement_text(a, st, column);
}
