#include "db/txn.h"

#include <inttypes.h>
#include <stdio.h>

#include "db/connection.h"
#include "db/db_file.h"
#include "db/db_removal.h"
#include "db/engine.h"
#include "db/statement.h"
#include "db/txn_queue.h"

enum {
  WRITE_BEGIN,
  COMMIT,
  ROLLBACK,
  SAVEPOINT_BEGIN,
  SAVEPOINT_END,
  SAVEPOINT_UNDO,
  RAISE,
  NUMBER,
  ADVANCE,
  INVALIDATE,
  REVISION,
  ARTICLE_REVISION,
  LAYOUT_REVISION,
  CLAIM,
  FOREIGN
};

/* In the table `dependency`; key_names has the others. */
#define ARTICLE "article"
#define NEIGHBOURS "neighbours"
#define COMMENTS "comments"
#define MENU "menu"
#define SITE "site"

/* A key that was never invalidated has no row. */
#define CHANGE_OF(key)                                                                 \
  "coalesce((SELECT change FROM dependency WHERE key = " key "), 0)"

static const struct statement_sql statements[] = {
    /* IMMEDIATE takes the write lock at once. A transaction that first reads and then
     * writes can fail with SQLITE_BUSY without waiting, if another process wrote in
     * between. */
    [WRITE_BEGIN] = {ROLE_ANY, "BEGIN IMMEDIATE"},
    [COMMIT] = {ROLE_ANY, "COMMIT"},
    [ROLLBACK] = {ROLE_ANY, "ROLLBACK"},
    [SAVEPOINT_BEGIN] = {ROLE_ANY, "SAVEPOINT part"},
    [SAVEPOINT_END] = {ROLE_ANY, "RELEASE part"},
    [SAVEPOINT_UNDO] = {ROLE_ANY, "ROLLBACK TO part"},
    /* The number is negative if the blog has moved to another database (db/transfer):
     * PostgreSQL looks at the row again when its turn comes. With RETURNING, SQLite
     * makes a temporary table, which takes longer than a second statement. */
    [RAISE] = {ROLE_ANY, "UPDATE site SET change = change + 1 WHERE change > 0"},
    [NUMBER] = {ROLE_ANY, "SELECT change FROM site"},
    /* A restore passes 0 if it cannot read the old database. The million is then
     * assumed to exceed the number of changes since the backup, each of which counted
     * one; nothing checks it. At a write per second, that is eleven days. */
    [ADVANCE] = {ROLE_COMMAND,
        "UPDATE site SET change = max(change, ?) + 1000000 RETURNING change"},
    /* One row per key, whatever the number of changes: it has the number of the
     * last. */
    [INVALIDATE] = {ROLE_ANY, "INSERT INTO dependency(key, change) VALUES (?1, ?2)"
                              " ON CONFLICT(key) DO UPDATE SET change = ?2"},
    [REVISION] = {ROLE_ANY, "SELECT change FROM dependency WHERE key = ?"},
    /* To start and end a statement takes as long as to find a row: every page has these
     * keys, so one statement reads them. */
    [ARTICLE_REVISION] = {ROLE_ANY,
        "SELECT max(" CHANGE_OF("'" ARTICLE ":' || ?1") ", " CHANGE_OF(
            "'" NEIGHBOURS ":' || ?1") "), " CHANGE_OF("'" COMMENTS ":' || ?1")},
    [LAYOUT_REVISION] = {ROLE_ANY,
        "SELECT max(" CHANGE_OF("'" MENU "'") ", " CHANGE_OF("'" SITE "'") ")"},
    /* The parameter is the number of rows that stay unclaimed. */
    [CLAIM] = {ROLE_ANY, "UPDATE cache_record SET claimed = changes - ?"},
    [FOREIGN] = {ROLE_ANY, "SELECT changes - claimed FROM cache_record"},
};
static const struct statement_text statements_postgres[STATEMENT_COUNT(statements)] = {
    /* There is no lock to take: RAISE, which comes first, waits for the row of `site`
     * until no other writer has it. */
    [WRITE_BEGIN] = {"BEGIN"},
};
const struct statement_table txn_statements = STATEMENT_TABLE_POSTGRES(statements);

static enum err txn_run(struct db *s, int i) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_TXN, i, &st);
  return e ? e : statement_run(s, st);
}

static enum err txn_number(struct db *s, int i, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_TXN, i, &st);
  return e ? e : statement_number(s, st, out);
}

/* The file is compared twice: before COMMIT, so that a file which was moved away stays
 * as it was, and after it, because a change in a file that nobody will open again must
 * not be acknowledged. */
static enum err txn_commit(struct db *s) {
  if (db_file_is_replaced(s))
    return ERR_REPLACED;
  enum err e = txn_run(s, COMMIT);
  return !e && db_file_is_replaced(s) ? ERR_REPLACED : e;
}

/* The order of the steps matters:
 *
 * 1. The change takes its number before it writes anything, because txn_invalidate
 * writes that number.
 * 2. Triggers count every changed row in cache_record.changes. Rows that nobody has
 * claimed when the change begins were written outside txn_write, for example with the
 * sqlite3 shell. Nobody knows which pages show them: the site as a whole takes a new
 * number, so that no page keeps its own.
 * 3. The hook evicts pages before COMMIT. A page evicted too early is only rendered
 * again; one evicted after COMMIT could be served stale if the process died in between.
 * The lock it takes stays held past COMMIT, so that no page of the old state is
 * published.
 * 4. The rows of this change are claimed last, when all of them are counted. Without a
 * hook nothing was evicted for the foreign rows, which therefore stay unclaimed. */
static enum err txn_run_change(
    struct db *s, txn_change *change, void *context, bool *hooked) {
  int64_t foreign = 0;
  s->removes = false;
  s->lost = OK;
  enum err e = txn_run(s, RAISE);
  if (!e && !statement_changes(s))
    e = ERR_REPLACED;
  if (!e)
    e = txn_number(s, NUMBER, &s->change);
  if (!e)
    e = txn_number(s, FOREIGN, &foreign);
  if (!e && foreign && s->before_commit)
    e = txn_invalidate(s, DEP_SITE, 0);
  if (!e)
    e = change(s, context);
  if (!e)
    e = s->lost;
  if (!e)
    e = db_removal_count(s);
  if (!e && s->before_commit) {
    const struct invalidation *set = &s->invalidated;
    const struct txn_changes changes = {set->items, set->count, set->all || foreign};
    e = s->before_commit(s, s->hook_context, &changes);
    *hooked = !e;
    foreign = 0;
  }
  if (!e)
    e = statement_run_id(s, TABLE_TXN, CLAIM, foreign);
  return e ? e : txn_commit(s);
}

/* SQLite itself rolls back after some errors (SQLITE_FULL, SQLITE_IOERR); a ROLLBACK
 * then would only be another error. */
static enum err txn_write_now(struct db *s, txn_change *change, void *context) {
  bool hooked = false;
  struct statement *rollback;
  /* Prepared first: without memory, the transaction could not be ended. */
  enum err e = statement_get(s, TABLE_TXN, ROLLBACK, &rollback);
  if (!e)
    e = txn_run(s, WRITE_BEGIN);
  if (e)
    return e;
  /* From here on db_read_end does nothing: a rule that reads cannot end the change. */
  s->writing = true;
  e = txn_run_change(s, change, context, &hooked);
  if (e && s->engine->is_in_transaction(s)) {
    enum err ignored = statement_run(s, rollback);
    (void)ignored;
  }
  invalidation_clear(&s->invalidated);
  s->writing = false;
  /* The hook's lock has to be released even if COMMIT failed. */
  if (hooked)
    s->after(s->hook_context, !e);
  return e;
}

enum err txn_write(struct db *s, txn_change *change, void *context) {
  enum err e = txn_queue_enter(s);
  if (e)
    return e;
  e = txn_write_now(s, change, context);
  txn_queue_leave(s);
  return e;
}

bool txn_is_running(const struct db *s) {
  return s->writing;
}

bool txn_is_awaited(const struct db *s) {
  return txn_queue_is_awaited(s);
}

/* The set of invalidated keys is part of the savepoint: a part that was undone has
 * changed no page, and must not count articles in lists that were never added. The
 * counts decide which page numbers of a list are evicted. */
enum err txn_savepoint(struct db *s, txn_change *part, void *context) {
  /* Without a transaction, SAVEPOINT would begin another one, and RELEASE would commit
   * it, with pages left as they were. */
  if (s->lost)
    return s->lost;
  enum err e = txn_run(s, SAVEPOINT_BEGIN);
  if (e)
    return e;
  struct invalidation_mark mark = invalidation_begin(&s->invalidated);
  e = part(s, context);
  if (e)
    invalidation_undo(&s->invalidated, &mark);
  else
    invalidation_keep(&s->invalidated, &mark);
  /* A failure has rolled back everything, and with it the savepoint, even if the part
   * took no notice of it. */
  if (!s->engine->is_in_transaction(s)) {
    s->lost = e ? e : ERR_IO;
    return s->lost;
  }
  /* ROLLBACK TO leaves the savepoint open; RELEASE ends it. If either fails, what was
   * written and what was invalidated may not agree: nothing of it may be committed. */
  enum err ended = e ? txn_run(s, SAVEPOINT_UNDO) : OK;
  if (!ended)
    ended = txn_run(s, SAVEPOINT_END);
  if (ended)
    s->lost = ended;
  return ended ? ended : e;
}

void txn_set_hook(
    struct db *s, txn_before_commit *before, txn_after *after, void *context) {
  s->before_commit = before;
  s->after = after;
  s->hook_context = context;
}

/* Keys in the table `dependency`. DEP_PATH is none: txn_invalidate_path only evicts a
 * page. */
static const struct {
  const char *name;
  bool has_id;
} key_names[] = {
    [DEP_ARTICLE] = {ARTICLE, true},
    [DEP_NEIGHBOURS] = {NEIGHBOURS, true},
    [DEP_COMMENTS] = {COMMENTS, true},
    [DEP_LISTING] = {"listing", true},
    [DEP_DATE] = {"date", true},
    [DEP_MENU] = {MENU, false},
    [DEP_SITE] = {SITE, false},
};

static void txn_key_text(enum dep_key kind, int64_t id, char out[48]) {
  if (key_names[kind].has_id)
    snprintf(out, 48, "%s:%" PRId64, key_names[kind].name, id);
  else
    snprintf(out, 48, "%s", key_names[kind].name);
}

static enum err txn_invalidate_item(struct db *s, const struct txn_invalidated *item) {
  char key[48];
  txn_key_text(item->kind, item->id, key);
  struct statement *st;
  enum err e = invalidation_add(&s->invalidated, item);
  if (!e)
    e = statement_get(s, TABLE_TXN, INVALIDATE, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, key);
  statement_bind_int(st, 2, s->change);
  return statement_run(s, st);
}

enum err txn_invalidate(struct db *s, enum dep_key kind, int64_t id) {
  const struct txn_invalidated item = {.kind = kind, .id = id};
  return txn_invalidate_item(s, &item);
}

enum err txn_invalidate_list(
    struct db *s, enum dep_key kind, int64_t id, int64_t key, int delta) {
  const struct txn_invalidated item = {
      .kind = kind, .id = id, .newest = key, .oldest = key, .delta = delta};
  return txn_invalidate_item(s, &item);
}

enum err txn_invalidate_comment(
    struct db *s, int64_t article, int64_t comment, int delta) {
  return txn_invalidate_list(s, DEP_COMMENTS, article, comment, delta);
}

enum err txn_invalidate_path(struct db *s, const char *path) {
  /* invalidation_add copies the path: the cast only removes const. */
  const struct txn_invalidated item = {.kind = DEP_PATH, .path = (char *)(size_t)path};
  return invalidation_add(&s->invalidated, &item);
}

enum err txn_revision(struct db *s, enum dep_key kind, int64_t id, int64_t *out) {
  char key[48];
  txn_key_text(kind, id, key);
  struct statement *st;
  bool found = false;
  int64_t revision = 0;
  enum err e = statement_get(s, TABLE_TXN, REVISION, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, key);
  /* A key that was never invalidated has no row: its revision is 0. */
  e = statement_number_if_any(s, st, &found, &revision);
  if (!e)
    *out = revision;
  return e;
}

enum err txn_revision_of_article(
    struct db *s, int64_t id, int64_t *out, int64_t *comments) {
  struct statement *st;
  enum err e = statement_one_id(s, TABLE_TXN, ARTICLE_REVISION, id, &st);
  if (e)
    return e;
  *out = statement_int(st, 0);
  *comments = statement_int(st, 1);
  statement_reset(st);
  return OK;
}

enum err txn_revision_of_layout(struct db *s, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_TXN, LAYOUT_REVISION, &st);
  return e ? e : statement_number(s, st, out);
}

enum err txn_advance(struct db *s, int64_t beyond) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_TXN, ADVANCE, beyond, &st);
  return e ? e : statement_number(s, st, &s->change);
}
