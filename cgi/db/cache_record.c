#include "db/cache_record.h"

#include "db/connection.h"

enum { READ, SET };

static const struct statement statements[] = {
    [READ] = {ROLE_ANY,
        "SELECT folder, epoch, lock_number, changes <> claimed FROM page_store"},
    [SET] = {ROLE_WEB | ROLE_KEEPER | ROLE_COMMAND,
        "UPDATE page_store SET folder = ?1, epoch = ?2, lock_number = ?3"},
};
const struct statement_table page_store_statements = STATEMENT_TABLE(statements);

enum err page_store_read(struct store *s, struct arena *a, struct page_store *out) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_PAGE_STORE, READ, &st);
  if (!e)
    e = statement_row(s, st);
  if (e)
    return e == ERR_NOT_FOUND ? ERR_DAMAGED : e;
  struct page_store p = {statement_text(a, st, 0), statement_text(a, st, 1),
      sqlite3_column_int64(st, 2), sqlite3_column_int(st, 3) != 0};
  sqlite3_reset(st);
  if (!p.folder || !p.epoch)
    return ERR_NOMEM;
  *out = p;
  return OK;
}

enum err page_store_set(struct store *s, const struct page_store *p) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_PAGE_STORE, SET, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, p->folder);
  statement_bind_text(st, 2, p->epoch);
  sqlite3_bind_int64(st, 3, p->lock_number);
  return statement_run(s, st);
}
