#include "db/model/redirect.h"

#include "db/statement.h"

enum { FIND, SET, DELETE, EACH };

static const struct statement_sql statements[] = {
    /* The path is the primary key, and the table WITHOUT ROWID: one search in one tree,
     * as each request for a missing page asks this. */
    [FIND] = {ROLE_ANY, "SELECT target FROM redirect WHERE path = ?"},
    /* The author corrects a redirect by adding it again. */
    [SET] = {ROLE_COMMAND, "INSERT INTO redirect(path, target) VALUES (?1, ?2)"
                           " ON CONFLICT(path) DO UPDATE SET target = ?2"},
    [DELETE] = {ROLE_COMMAND, "DELETE FROM redirect WHERE path = ? RETURNING 1"},
    /* In the order of the primary key, so that nothing is sorted. */
    [EACH] = {ROLE_ANY, "SELECT path, target FROM redirect ORDER BY path"},
};
const struct statement_table redirect_statements = STATEMENT_TABLE(statements);

enum err redirect_find(
    struct db *s, struct arena *a, const char *path, const char **target) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_REDIRECT, FIND, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, path);
  e = statement_one(s, st);
  if (e)
    return e;
  const char *found = statement_text(a, st, 0);
  statement_reset(st);
  if (!found)
    return ERR_NOMEM;
  *target = found;
  return OK;
}

enum err redirect_set(struct db *s, const char *path, const char *target) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_REDIRECT, SET, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, path);
  statement_bind_text(st, 2, target);
  return statement_run(s, st);
}

enum err redirect_delete(struct db *s, const char *path) {
  struct statement *st;
  bool found = false;
  int64_t one = 0;
  enum err e = statement_get(s, TABLE_REDIRECT, DELETE, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, path);
  /* RETURNING yields a row only if one was deleted. */
  e = statement_number_if_any(s, st, &found, &one);
  return e ? e : found ? OK : ERR_NOT_FOUND;
}

enum err redirect_each(struct db *s, redirect_visit *visit, void *context) {
  struct statement *st = NULL;
  enum err e = statement_get(s, TABLE_REDIRECT, EACH, &st);
  while (statement_next(s, st, &e)) {
    const char *path = statement_chars(st, 0);
    const char *target = statement_chars(st, 1);
    e = path && target ? visit(context, path, target) : ERR_NOMEM;
  }
  return e;
}
