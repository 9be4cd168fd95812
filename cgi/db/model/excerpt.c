#include "db/model/excerpt.h"

#include "db/model/article_next.h"
#include "db/statement.h"

enum { READ, SET_DONE, SET };

static const struct statement_sql statements[] = {
    [READ] = {ROLE_SCHEDULER | ROLE_COMMAND,
        "SELECT excerpt_version, excerpt_until FROM site"},
    [SET_DONE] = {ROLE_SCHEDULER | ROLE_COMMAND,
        "UPDATE site SET excerpt_version = ?1, excerpt_until = ?2"},
    [SET] = {ROLE_SCHEDULER | ROLE_COMMAND,
        "UPDATE article SET excerpt = ?2 WHERE id = ?1"},
};
const struct statement_table excerpt_statements = STATEMENT_TABLE(statements);

enum err excerpt_next(struct db *s, int version, bool *found, int64_t *id) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_EXCERPT, READ, &st);
  if (!e)
    e = statement_one(s, st);
  if (e)
    /* The first migration has inserted the one row, and nothing deletes it. */
    return e == ERR_NOT_FOUND ? ERR_DAMAGED : e;
  /* Another version has begun, or ended: all articles are looked at again. */
  bool is_same = (int)statement_int(st, 0) == version;
  int64_t until = is_same ? statement_int(st, 1) : 0, next = until;
  statement_reset(st);
  bool has_next = false;
  /* An article that is saved later has the excerpt of this version. */
  if (until < INT64_MAX)
    e = article_next(s, &has_next, &next);
  if (e)
    return e;
  *found = until < INT64_MAX;
  *id = has_next ? next : 0;
  return OK;
}

enum err excerpt_set_done(struct db *s, int version, int64_t id) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_EXCERPT, SET_DONE, &st);
  if (e)
    return e;
  statement_bind_int(st, 1, version);
  statement_bind_int(st, 2, id ? id : INT64_MAX);
  return statement_run(s, st);
}

enum err excerpt_set(struct db *s, int64_t id, const char *excerpt) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_EXCERPT, SET, id, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, excerpt);
  return statement_run(s, st);
}
