#include "db/txn.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/connection.h"
#include "db/txn_queue.h"

enum { WRITERS = ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND };

static const struct statement statements[] = {
    [TXN_READ_BEGIN] = {ROLE_ANY, "BEGIN"},
    [TXN_WRITE_BEGIN] = {WRITERS, "BEGIN IMMEDIATE"},
    [TXN_COMMIT] = {WRITERS, "COMMIT"},
    [TXN_ROLLBACK] = {ROLE_ANY, "ROLLBACK"},
    [TXN_SAVEPOINT_BEGIN] = {WRITERS, "SAVEPOINT part"},
    [TXN_SAVEPOINT_END] = {WRITERS, "RELEASE part"},
    [TXN_SAVEPOINT_UNDO] = {WRITERS, "ROLLBACK TO part"},
    [TXN_RAISE] = {WRITERS, "UPDATE site SET change = change + 1 RETURNING change"},
    [TXN_ADVANCE] = {ROLE_COMMAND,
        "UPDATE site SET change = max(change, ?) + 1000000 RETURNING change"},
    [TXN_INVALIDATE] = {WRITERS, "INSERT INTO dependency(key, change) VALUES (?1, ?2)"
                                 " ON CONFLICT(key) DO UPDATE SET change = ?2"},
    [TXN_REVISION] = {ROLE_ANY, "SELECT change FROM dependency WHERE key = ?"},
    [TXN_CLAIM] = {WRITERS, "UPDATE cache_record SET claimed = changes - ?"},
    [TXN_FOREIGN] = {WRITERS, "SELECT changes - claimed FROM cache_record"},
};
const struct statement_table txn_statements = STATEMENT_TABLE(statements);

static enum err run(struct db *s, int i) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_TXN, i, &st);
  return e ? e : statement_run(s, st);
}

static enum err number(struct db *s, int i, int64_t *out) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_TXN, i, &st);
  return e ? e : statement_number(s, st, out);
}

static void forget_touched(struct db *s) {
  for (size_t i = 0; i < s->invalidated_count; i++)
    free(s->touched[i].path);
  s->invalidated_count = 0;
  s->invalidated_all = false;
}

static enum err run_change(
    struct db *s, txn_change *change, void *context, bool *hooked) {
  int64_t foreign = 0;
  /* The change's own number is taken before anything is written. */
  enum err e = number(s, TXN_RAISE, &s->change);
  if (!e)
    e = number(s, TXN_FOREIGN, &foreign);
  if (!e)
    e = change(s, context);
  if (!e && s->before_commit) {
    const struct txn_changes changes = {
        s->touched, s->invalidated_count, s->invalidated_all || foreign};
    e = s->before_commit(s, s->hook_context, &changes);
    *hooked = !e;
    foreign = 0;
  }
  /* Without a hook nobody has seen to what others wrote: it stays unclaimed. */
  if (!e)
    e = statement_run_id(s, TABLE_TXN, TXN_CLAIM, foreign);
  return e ? e : run(s, TXN_COMMIT);
}

static enum err write_now(struct db *s, txn_change *change, void *context) {
  bool hooked = false;
  enum err e = run(s, TXN_WRITE_BEGIN);
  if (e)
    return e;
  s->writing = true;
  e = run_change(s, change, context, &hooked);
  if (e && !sqlite3_get_autocommit(s->handle)) {
    enum err undone = run(s, TXN_ROLLBACK);
    (void)undone;
  }
  if (hooked)
    s->after(s->hook_context);
  forget_touched(s);
  s->writing = false;
  return e;
}

enum err txn_write(struct db *s, txn_change *change, void *context) {
  enum err e = txn_queue_enter(s);
  if (e)
    return e;
  e = write_now(s, change, context);
  txn_queue_leave(s);
  return e;
}

enum err txn_savepoint(struct db *s, txn_change *part, void *context) {
  enum err e = run(s, TXN_SAVEPOINT_BEGIN);
  if (e)
    return e;
  e = part(s, context);
  if (!e || sqlite3_get_autocommit(s->handle))
    return e ? e : run(s, TXN_SAVEPOINT_END);
  /* It is noted already what it touched, and how many came into lists and left them:
   * wrong from now on. */
  if (s->invalidated_count)
    s->invalidated_all = true;
  enum err undone = run(s, TXN_SAVEPOINT_UNDO);
  if (!undone)
    undone = run(s, TXN_SAVEPOINT_END);
  return undone ? undone : e;
}

void txn_free(struct db *s) {
  forget_touched(s);
  free(s->touched);
}

void txn_set_hook(
    struct db *s, txn_before_commit *before, txn_after *after, void *context) {
  s->before_commit = before;
  s->after = after;
  s->hook_context = context;
}

static const struct {
  const char *name;
  bool has_id;
} keys[] = {
    [DEP_ARTICLE] = {"article", true},
    [DEP_NEIGHBOURS] = {"neighbours", true},
    [DEP_COMMENTS] = {"comments", true},
    [DEP_LISTING] = {"listing", true},
    [DEP_DATE] = {"date", true},
    [DEP_MENU] = {"menu", false},
    [DEP_SITE] = {"site", false},
};

static void key_text(enum dep_key kind, int64_t id, char out[48]) {
  if (keys[kind].has_id)
    snprintf(out, 48, "%s:%" PRId64, keys[kind].name, id);
  else
    snprintf(out, 48, "%s", keys[kind].name);
}

static struct txn_invalidated *noted(
    const struct db *s, const struct txn_invalidated *n) {
  for (size_t i = 0; i < s->invalidated_count; i++) {
    struct txn_invalidated *t = &s->touched[i];
    if (t->kind == n->kind && t->id == n->id &&
        (!n->path || strcmp(t->path, n->path) == 0))
      return t;
  }
  return NULL;
}

static void widen(struct txn_invalidated *t, const struct txn_invalidated *by) {
  if (by->newest > t->newest)
    t->newest = by->newest;
  if (by->oldest < t->oldest)
    t->oldest = by->oldest;
  t->delta += by->delta;
}

/* Adds it to what has been touched, with a copy of its path. */
static enum err note(struct db *s, const struct txn_invalidated *n) {
  struct txn_invalidated *there = s->invalidated_all ? NULL : noted(s, n);
  if (there)
    widen(there, n);
  if (there || s->invalidated_all)
    return OK;
  if (!s->touched && !(s->touched = calloc(TXN_INVALIDATED, sizeof *s->touched)))
    return ERR_NOMEM;
  if (s->invalidated_count == TXN_INVALIDATED) {
    s->invalidated_all = true;
    return OK;
  }
  char *copy = n->path ? strdup(n->path) : NULL;
  if (n->path && !copy)
    return ERR_NOMEM;
  struct txn_invalidated *added = &s->touched[s->invalidated_count++];
  *added = *n;
  added->path = copy;
  return OK;
}

static enum err touch(struct db *s, const struct txn_invalidated *t) {
  char key[48];
  key_text(t->kind, t->id, key);
  sqlite3_stmt *st;
  enum err e = note(s, t);
  if (!e)
    e = statement_get(s, TABLE_TXN, TXN_INVALIDATE, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, key);
  sqlite3_bind_int64(st, 2, s->change);
  return statement_run(s, st);
}

enum err txn_invalidate(struct db *s, enum dep_key kind, int64_t id) {
  return touch(s, &(struct txn_invalidated){.kind = kind, .id = id});
}

enum err txn_invalidate_list(
    struct db *s, enum dep_key kind, int64_t id, int64_t key, int delta) {
  return touch(
      s, &(struct txn_invalidated){
             .kind = kind, .id = id, .newest = key, .oldest = key, .delta = delta});
}

enum err txn_invalidate_path(struct db *s, const char *path) {
  const struct txn_invalidated t = {.kind = DEP_PATH, .path = (char *)(size_t)path};
  return note(s, &t);
}

enum err txn_revision(struct db *s, enum dep_key kind, int64_t id, int64_t *out) {
  char key[48];
  key_text(kind, id, key);
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_TXN, TXN_REVISION, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, key);
  bool found = false;
  int64_t revision = 0;
  e = statement_number_if_any(s, st, &found, &revision);
  if (!e)
    *out = revision;
  return e;
}

enum err txn_advance(struct db *s, int64_t beyond) {
  sqlite3_stmt *st;
  enum err e = statement_get_id(s, TABLE_TXN, TXN_ADVANCE, beyond, &st);
  return e ? e : statement_number(s, st, &s->change);
}
