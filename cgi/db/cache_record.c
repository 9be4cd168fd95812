#include "db/cache_record.h"

#include "db/connection.h"
#include "db/engine.h"
#include "db/statement.h"

enum { READ, READ_OF_MACHINE, IS_FOREIGN, SET, SET_OF_MACHINE };

static const struct statement_sql statements[] = {
    [READ] = {ROLE_ANY,
        "SELECT folder, epoch, lock_number, changes <> claimed FROM cache_record"},
    /* In PostgreSQL, each machine has a page cache of its own. */
    [READ_OF_MACHINE] = {ROLE_ANY,
        "SELECT coalesce(m.folder, ''), coalesce(m.epoch, ''),"
        " coalesce(m.lock_number, 0), r.changes <> r.claimed FROM cache_record r"
        " LEFT JOIN web_machine m ON m.name = ?"},
    [IS_FOREIGN] = {ROLE_ANY, "SELECT changes <> claimed FROM cache_record"},
    /* `changes` and `claimed` are not set: triggers raise the one, and only txn_write
     * the other (txn.c). */
    [SET] = {ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND | ROLE_LINK,
        "UPDATE cache_record SET folder = ?1, epoch = ?2, lock_number = ?3"},
    [SET_OF_MACHINE] = {ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND | ROLE_LINK,
        "INSERT INTO web_machine(folder, epoch, lock_number, name)"
        " VALUES (?1, ?2, ?3, ?4) ON CONFLICT (name) DO UPDATE SET"
        " folder = ?1, epoch = ?2, lock_number = ?3"},
};
const struct statement_table cache_record_statements = STATEMENT_TABLE(statements);

enum err cache_record_read(struct db *s, struct arena *a, struct cache_record *out) {
  struct statement *st;
  bool by_machine = s->engine->is_postgres;
  enum err e =
      statement_get(s, TABLE_CACHE_RECORD, by_machine ? READ_OF_MACHINE : READ, &st);
  if (!e && by_machine)
    statement_bind_text(st, 1, s->machine);
  if (!e)
    e = statement_one(s, st);
  if (e)
    /* The migration has inserted the one row, and nothing deletes it. */
    return e == ERR_NOT_FOUND ? ERR_DAMAGED : e;
  struct cache_record p = {statement_text(a, st, 0), statement_text(a, st, 1),
      statement_int(st, 2), statement_int(st, 3) != 0};
  statement_reset(st);
  if (!p.folder || !p.epoch)
    return ERR_NOMEM;
  *out = p;
  return OK;
}

enum err cache_record_is_foreign(struct db *s, bool *out) {
  struct statement *st;
  int64_t foreign = 0;
  enum err e = statement_get(s, TABLE_CACHE_RECORD, IS_FOREIGN, &st);
  if (!e)
    e = statement_number(s, st, &foreign);
  if (e)
    return e == ERR_NOT_FOUND ? ERR_DAMAGED : e;
  *out = foreign != 0;
  return OK;
}

enum err cache_record_set(struct db *s, const struct cache_record *p) {
  struct statement *st;
  bool by_machine = s->engine->is_postgres;
  enum err e =
      statement_get(s, TABLE_CACHE_RECORD, by_machine ? SET_OF_MACHINE : SET, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, p->folder);
  statement_bind_text(st, 2, p->epoch);
  statement_bind_int(st, 3, p->lock_number);
  if (by_machine)
    statement_bind_text(st, 4, s->machine);
  return statement_run(s, st);
}
