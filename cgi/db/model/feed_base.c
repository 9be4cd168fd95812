#include "db/model/feed_base.h"

#include "db/statement.h"

enum { READ, SET };

static const struct statement_sql statements[] = {
    [READ] = {ROLE_WEB | ROLE_SCHEDULER | ROLE_COMMAND, "SELECT feed_base FROM site"},
    /* Only once, even if two processes try at the same time. */
    [SET] = {ROLE_SCHEDULER | ROLE_COMMAND,
        "UPDATE site SET feed_base = ? WHERE feed_base = '' RETURNING 1"},
};
const struct statement_table feed_base_statements = STATEMENT_TABLE(statements);

enum err feed_base_read(struct db *s, struct arena *a, const char **out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_FEED_BASE, READ, &st);
  if (!e)
    e = statement_one(s, st);
  if (e)
    /* The first migration has inserted the one row, and nothing deletes it. */
    return e == ERR_NOT_FOUND ? ERR_DAMAGED : e;
  const char *base = statement_text(a, st, 0);
  statement_reset(st);
  if (!base)
    return ERR_NOMEM;
  *out = base;
  return OK;
}

enum err feed_base_set(struct db *s, const char *base) {
  struct statement *st;
  bool found = false;
  int64_t one = 0;
  enum err e = statement_get(s, TABLE_FEED_BASE, SET, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, base);
  /* RETURNING yields a row only if one was changed. */
  e = statement_number_if_any(s, st, &found, &one);
  return e ? e : found ? OK : ERR_EXISTS;
}
