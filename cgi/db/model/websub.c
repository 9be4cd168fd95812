#include "db/model/websub.h"

#include "db/statement.h"

enum { NEWEST, TOLD, SET_TOLD, FORGET };

static const struct statement_sql statements[] = {
    /* The last entry of the index on position: NULL is for what is in no listing. */
    [NEWEST] = {ROLE_LINK, "SELECT coalesce(max(position), 0) FROM article"},
    [TOLD] = {ROLE_LINK, "SELECT websub_position FROM site"},
    [SET_TOLD] = {ROLE_LINK,
        "UPDATE site SET websub_position = ?1 WHERE websub_position = ?2"},
    /* Each time another number, so that SET_TOLD, which takes seconds, notices two. */
    [FORGET] = {ROLE_COMMAND,
        "UPDATE site SET websub_position ="
        " CASE WHEN websub_position < 0 THEN websub_position - 1 ELSE -1 END"},
};
const struct statement_table websub_statements = STATEMENT_TABLE(statements);

static enum err websub_number(struct db *s, int i, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_WEBSUB, i, &st);
  return e ? e : statement_number(s, st, out);
}

enum err websub_newest(struct db *s, int64_t *position) {
  return websub_number(s, NEWEST, position);
}

enum err websub_told(struct db *s, int64_t *position) {
  return websub_number(s, TOLD, position);
}

enum err websub_set_told(struct db *s, int64_t position, int64_t before) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_WEBSUB, SET_TOLD, position, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, before);
  return statement_run(s, st);
}

enum err websub_forget(struct db *s) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_WEBSUB, FORGET, &st);
  return e ? e : statement_run(s, st);
}
