#include "store/gate.h"

#include <inttypes.h>
#include <stdio.h>

#include "store/connection.h"

enum { WRITERS = ROLE_WEB | ROLE_KEEPER | ROLE_COMMAND };

static const struct statement statements[] = {
    [GATE_READ_BEGIN] = {ROLE_ANY, "BEGIN"},
    [GATE_WRITE_BEGIN] = {WRITERS, "BEGIN IMMEDIATE"},
    [GATE_COMMIT] = {WRITERS, "COMMIT"},
    [GATE_ROLLBACK] = {ROLE_ANY, "ROLLBACK"},
    [GATE_RAISE] = {WRITERS, "UPDATE site SET change = change + 1 RETURNING change"},
    [GATE_TOUCH] = {WRITERS, "INSERT INTO dependency(key, change) VALUES (?1, ?2)"
                             " ON CONFLICT(key) DO UPDATE SET change = ?2"},
    [GATE_REVISION] = {ROLE_ANY, "SELECT change FROM dependency WHERE key = ?"},
};
const struct statement_table gate_statements = STATEMENT_TABLE(statements);

static enum err run(struct store *s, int i) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_GATE, i, &st);
  return e ? e : statement_run(s, st);
}

/* The change's own number, taken before anything is written. */
static enum err raise(struct store *s) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_GATE, GATE_RAISE, &st);
  return e ? e : statement_number(s, st, &s->change);
}

enum err gate_write(struct store *s, gate_change *change, void *context) {
  enum err e = run(s, GATE_WRITE_BEGIN);
  if (e)
    return e;
  s->writing = true;
  e = raise(s);
  if (!e)
    e = change(s, context);
  if (!e)
    e = run(s, GATE_COMMIT);
  if (e && !sqlite3_get_autocommit(s->db)) {
    enum err undone = run(s, GATE_ROLLBACK);
    (void)undone;
  }
  s->writing = false;
  return e;
}

static void key_text(enum gate_key kind, int64_t id, char out[48]) {
  static const char *const names[] = {
      [GATE_ARTICLE] = "article",
      [GATE_LISTING] = "listing",
      [GATE_MENU] = "menu",
      [GATE_SITE] = "site",
  };
  if (kind == GATE_MENU || kind == GATE_SITE)
    snprintf(out, 48, "%s", names[kind]);
  else
    snprintf(out, 48, "%s:%" PRId64, names[kind], id);
}

enum err gate_touch(struct store *s, enum gate_key kind, int64_t id) {
  char key[48];
  key_text(kind, id, key);
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_GATE, GATE_TOUCH, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, key);
  sqlite3_bind_int64(st, 2, s->change);
  return statement_run(s, st);
}

enum err gate_revision(struct store *s, enum gate_key kind, int64_t id, int64_t *out) {
  char key[48];
  key_text(kind, id, key);
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_GATE, GATE_REVISION, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, key);
  e = statement_number(s, st, out);
  if (e != ERR_NOT_FOUND)
    return e;
  *out = 0;
  return OK;
}
