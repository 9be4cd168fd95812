#include "db/txn.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "db/txn_queue.h"

enum { WRITERS = ROLE_WEB | ROLE_KEEPER | ROLE_COMMAND };

static const struct statement statements[] = {
    [GATE_READ_BEGIN] = {ROLE_ANY, "BEGIN"},
    [GATE_WRITE_BEGIN] = {WRITERS, "BEGIN IMMEDIATE"},
    [GATE_COMMIT] = {WRITERS, "COMMIT"},
    [GATE_ROLLBACK] = {ROLE_ANY, "ROLLBACK"},
    [GATE_PART_BEGIN] = {WRITERS, "SAVEPOINT part"},
    [GATE_PART_END] = {WRITERS, "RELEASE part"},
    [GATE_PART_UNDO] = {WRITERS, "ROLLBACK TO part"},
    [GATE_RAISE] = {WRITERS, "UPDATE site SET change = change + 1 RETURNING change"},
    [GATE_LEAP] = {ROLE_COMMAND,
        "UPDATE site SET change = max(change, ?) + 1000000 RETURNING change"},
    [GATE_TOUCH] = {WRITERS, "INSERT INTO dependency(key, change) VALUES (?1, ?2)"
                             " ON CONFLICT(key) DO UPDATE SET change = ?2"},
    [GATE_REVISION] = {ROLE_ANY, "SELECT change FROM dependency WHERE key = ?"},
    [GATE_CLAIM] = {WRITERS, "UPDATE page_store SET claimed = changes - ?"},
    [GATE_FOREIGN] = {WRITERS, "SELECT changes - claimed FROM page_store"},
};
const struct statement_table gate_statements = STATEMENT_TABLE(statements);

static enum err run(struct store *s, int i) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_GATE, i, &st);
  return e ? e : statement_run(s, st);
}

static enum err number(struct store *s, int i, int64_t *out) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_GATE, i, &st);
  return e ? e : statement_number(s, st, out);
}

static void forget_touched(struct store *s) {
  for (size_t i = 0; i < s->touched_count; i++)
    free(s->touched[i].path);
  s->touched_count = 0;
  s->touched_all = false;
}

static enum err run_change(
    struct store *s, gate_change *change, void *context, bool *hooked) {
  int64_t foreign = 0;
  /* The change's own number is taken before anything is written. */
  enum err e = number(s, GATE_RAISE, &s->change);
  if (!e)
    e = number(s, GATE_FOREIGN, &foreign);
  if (!e)
    e = change(s, context);
  if (!e && s->before_commit) {
    const struct gate_changes changes = {
        s->touched, s->touched_count, s->touched_all || foreign};
    e = s->before_commit(s, s->hook_context, &changes);
    *hooked = !e;
    foreign = 0;
  }
  /* Without a hook nobody has seen to what others wrote: it stays unclaimed. */
  if (!e)
    e = statement_run_id(s, TABLE_GATE, GATE_CLAIM, foreign);
  return e ? e : run(s, GATE_COMMIT);
}

static enum err write_now(struct store *s, gate_change *change, void *context) {
  bool hooked = false;
  enum err e = run(s, GATE_WRITE_BEGIN);
  if (e)
    return e;
  s->writing = true;
  e = run_change(s, change, context, &hooked);
  if (e && !sqlite3_get_autocommit(s->db)) {
    enum err undone = run(s, GATE_ROLLBACK);
    (void)undone;
  }
  if (hooked)
    s->after(s->hook_context);
  forget_touched(s);
  s->writing = false;
  return e;
}

enum err gate_write(struct store *s, gate_change *change, void *context) {
  enum err e = gate_queue_enter(s);
  if (e)
    return e;
  e = write_now(s, change, context);
  gate_queue_leave(s);
  return e;
}

enum err gate_part(struct store *s, gate_change *part, void *context) {
  enum err e = run(s, GATE_PART_BEGIN);
  if (e)
    return e;
  e = part(s, context);
  if (!e || sqlite3_get_autocommit(s->db))
    return e ? e : run(s, GATE_PART_END);
  /* It is noted already what it touched, and how many came into lists and left them:
   * wrong from now on. */
  if (s->touched_count)
    s->touched_all = true;
  enum err undone = run(s, GATE_PART_UNDO);
  if (!undone)
    undone = run(s, GATE_PART_END);
  return undone ? undone : e;
}

void gate_free(struct store *s) {
  forget_touched(s);
  free(s->touched);
}

void gate_set_hook(
    struct store *s, gate_before_commit *before, gate_after *after, void *context) {
  s->before_commit = before;
  s->after = after;
  s->hook_context = context;
}

static const struct {
  const char *name;
  bool has_id;
} keys[] = {
    [GATE_ARTICLE] = {"article", true},
    [GATE_BESIDE] = {"beside", true},
    [GATE_COMMENTS] = {"comments", true},
    [GATE_LISTING] = {"listing", true},
    [GATE_DATE] = {"date", true},
    [GATE_MENU] = {"menu", false},
    [GATE_SITE] = {"site", false},
};

static void key_text(enum gate_key kind, int64_t id, char out[48]) {
  if (keys[kind].has_id)
    snprintf(out, 48, "%s:%" PRId64, keys[kind].name, id);
  else
    snprintf(out, 48, "%s", keys[kind].name);
}

static struct gate_touched *noted(const struct store *s, const struct gate_touched *n) {
  for (size_t i = 0; i < s->touched_count; i++) {
    struct gate_touched *t = &s->touched[i];
    if (t->kind == n->kind && t->id == n->id &&
        (!n->path || strcmp(t->path, n->path) == 0))
      return t;
  }
  return NULL;
}

static void widen(struct gate_touched *t, const struct gate_touched *by) {
  if (by->newest > t->newest)
    t->newest = by->newest;
  if (by->oldest < t->oldest)
    t->oldest = by->oldest;
  t->delta += by->delta;
}

/* Adds it to what has been touched, with a copy of its path. */
static enum err note(struct store *s, const struct gate_touched *n) {
  struct gate_touched *there = s->touched_all ? NULL : noted(s, n);
  if (there)
    widen(there, n);
  if (there || s->touched_all)
    return OK;
  if (!s->touched && !(s->touched = calloc(GATE_TOUCHED, sizeof *s->touched)))
    return ERR_NOMEM;
  if (s->touched_count == GATE_TOUCHED) {
    s->touched_all = true;
    return OK;
  }
  char *copy = n->path ? strdup(n->path) : NULL;
  if (n->path && !copy)
    return ERR_NOMEM;
  struct gate_touched *added = &s->touched[s->touched_count++];
  *added = *n;
  added->path = copy;
  return OK;
}

static enum err touch(struct store *s, const struct gate_touched *t) {
  char key[48];
  key_text(t->kind, t->id, key);
  sqlite3_stmt *st;
  enum err e = note(s, t);
  if (!e)
    e = statement_get(s, TABLE_GATE, GATE_TOUCH, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, key);
  sqlite3_bind_int64(st, 2, s->change);
  return statement_run(s, st);
}

enum err gate_touch(struct store *s, enum gate_key kind, int64_t id) {
  return touch(s, &(struct gate_touched){.kind = kind, .id = id});
}

enum err gate_touch_list(
    struct store *s, enum gate_key kind, int64_t id, int64_t key, int delta) {
  return touch(
      s, &(struct gate_touched){
             .kind = kind, .id = id, .newest = key, .oldest = key, .delta = delta});
}

enum err gate_touch_path(struct store *s, const char *path) {
  const struct gate_touched t = {.kind = GATE_PATH, .path = (char *)(size_t)path};
  return note(s, &t);
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

enum err gate_leap(struct store *s, int64_t beyond) {
  sqlite3_stmt *st;
  enum err e = statement_get_id(s, TABLE_GATE, GATE_LEAP, beyond, &st);
  return e ? e : statement_number(s, st, &s->change);
}
