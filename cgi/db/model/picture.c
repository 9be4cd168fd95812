#include "db/model/picture.h"

#include "db/statement.h"

enum { FIND, NEXT, HAS_HASH, PUT, DROP };

#define PICTURE_COLUMNS                                                                \
  "SELECT name, size, changed, recipe, width, height, hash, copies, fault FROM picture"

static const struct statement_sql statements[] = {
    [FIND] = {ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND,
        PICTURE_COLUMNS " WHERE name = ?"},
    [NEXT] = {ROLE_COMMAND, PICTURE_COLUMNS " WHERE name > ? ORDER BY name LIMIT 1"},
    [HAS_HASH] = {ROLE_COMMAND, "SELECT 1 FROM picture WHERE hash = ? LIMIT 1"},
    [PUT] = {ROLE_COMMAND,
        "INSERT INTO picture(name, size, changed, recipe, width, height, hash, copies,"
        " fault) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"
        " ON CONFLICT(name) DO UPDATE SET size = ?2, changed = ?3, recipe = ?4,"
        " width = ?5, height = ?6, hash = ?7, copies = ?8, fault = ?9"},
    [DROP] = {ROLE_COMMAND, "DELETE FROM picture WHERE name = ?"},
};
const struct statement_table picture_statements = STATEMENT_TABLE(statements);

static enum err picture_read_row(
    struct arena *a, struct statement *st, struct picture *out) {
  struct picture p = {.name = statement_text(a, st, 0),
      .size = statement_int(st, 1),
      .changed = statement_int(st, 2),
      .recipe = statement_text(a, st, 3),
      .width = statement_int(st, 4),
      .height = statement_int(st, 5),
      .hash = statement_text(a, st, 6),
      .copies = statement_text(a, st, 7),
      .fault = statement_text(a, st, 8)};
  statement_reset(st);
  if (!p.name || !p.recipe || !p.hash || !p.copies || !p.fault)
    return ERR_NOMEM;
  *out = p;
  return OK;
}

static enum err picture_get(
    struct db *s, struct arena *a, int i, const char *name, struct picture *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_PICTURE, i, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, name);
  e = statement_one(s, st);
  return e ? e : picture_read_row(a, st, out);
}

enum err picture_find(
    struct db *s, struct arena *a, const char *name, struct picture *out) {
  return picture_get(s, a, FIND, name, out);
}

enum err picture_next(
    struct db *s, struct arena *a, const char *name, bool *found, struct picture *out) {
  enum err e = picture_get(s, a, NEXT, name, out);
  if (!e || e == ERR_NOT_FOUND)
    *found = !e;
  return e == ERR_NOT_FOUND ? OK : e;
}

enum err picture_has_hash(struct db *s, const char *hash, bool *out) {
  struct statement *st;
  int64_t one;
  enum err e = statement_get(s, TABLE_PICTURE, HAS_HASH, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, hash);
  return statement_number_if_any(s, st, out, &one);
}

enum err picture_put(struct db *s, const struct picture *p) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_PICTURE, PUT, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, p->name);
  statement_bind_int(st, 2, p->size);
  statement_bind_int(st, 3, p->changed);
  statement_bind_text(st, 4, p->recipe);
  statement_bind_int(st, 5, p->width);
  statement_bind_int(st, 6, p->height);
  statement_bind_text(st, 7, p->hash);
  statement_bind_text(st, 8, p->copies);
  statement_bind_text(st, 9, p->fault);
  return statement_run(s, st);
}

enum err picture_drop(struct db *s, const char *name) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_PICTURE, DROP, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, name);
  return statement_run(s, st);
}
