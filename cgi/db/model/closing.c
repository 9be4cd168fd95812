#include "db/model/closing.h"

#include "db/connection.h"
#include "db/statement.h"

enum { READ, SET, NEXT, SITE_IS, SITE_MESSAGE, MESSAGE, SITE_CLOSE, CLOSE };

static const struct statement_sql statements[] = {
    /* Not for the web: a page tells by the date alone whether comments are closed
     * (closing.c in site/core). */
    [READ] = {ROLE_SCHEDULER | ROLE_COMMAND,
        "SELECT closing_days, closed_until FROM site"},
    [SET] = {ROLE_SCHEDULER | ROLE_COMMAND,
        "UPDATE site SET closing_days = ?1, closed_until = ?2"},
    /* The condition is that of the index article_closing, which therefore leads to the
     * row directly: the scheduler asks four times a second. */
    [NEXT] = {ROLE_SCHEDULER | ROLE_COMMAND,
        "SELECT id, position FROM article WHERE comments_open = 1"
        " AND position > ?1 AND position <= ?2 ORDER BY position LIMIT 1"},
    [SITE_IS] = {ROLE_ANY, "SELECT comments_closed FROM site"},
    /* Both have a parameter, so that one function reads either. */
    [SITE_MESSAGE] = {ROLE_ANY,
        "SELECT closed_message FROM site WHERE CAST(?1 AS bigint) = 0"},
    [MESSAGE] = {ROLE_ANY, "SELECT closed_message FROM article WHERE id = ?1"},
    /* The conditions tell whether anything changes, and so whether pages do. */
    [SITE_CLOSE] = {ROLE_COMMAND,
        "UPDATE site SET comments_closed = ?2, closed_message = ?3"
        " WHERE CAST(?1 AS bigint) = 0 AND (comments_closed <> ?2 OR closed_message <> ?3)"},
    [CLOSE] = {ROLE_COMMAND,
        "UPDATE article SET comments_open = 1 - ?2, closed_message = ?3,"
        " closed_by_command = ?2 WHERE id = ?1"
        " AND (comments_open = ?2 OR closed_message <> ?3 OR closed_by_command <> ?2)"},
};
const struct statement_table closing_statements = STATEMENT_TABLE(statements);

enum err closing_state_read(struct db *s, struct closing_state *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_CLOSING, READ, &st);
  if (!e)
    e = statement_one(s, st);
  if (e)
    /* The first migration has inserted the one row, and nothing deletes it. */
    return e == ERR_NOT_FOUND ? ERR_DAMAGED : e;
  *out = (struct closing_state){statement_int(st, 0), statement_int(st, 1)};
  statement_reset(st);
  return OK;
}

enum err closing_state_set(struct db *s, const struct closing_state *state) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_CLOSING, SET, &st);
  if (e)
    return e;
  statement_bind_int(st, 1, state->days);
  statement_bind_int(st, 2, state->until);
  return statement_run(s, st);
}

enum err closing_next(struct db *s, int64_t after, int64_t until, bool *found,
    int64_t *id, int64_t *position) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_CLOSING, NEXT, after, &st);
  if (e)
    return e;
  /* By position and not by date, because positions are unique: a walk from each to the
   * next one leaves out no article of the same second. */
  statement_bind_int(st, 2, until);
  bool row = statement_next(s, st, &e);
  if (e)
    return e;
  if (row) {
    *id = statement_int(st, 0);
    *position = statement_int(st, 1);
  }
  statement_reset(st);
  *found = row;
  return OK;
}

enum err closing_site_is(struct db *s, bool *closed) {
  int64_t is = 0;
  struct statement *st;
  enum err e = statement_get(s, TABLE_CLOSING, SITE_IS, &st);
  if (!e)
    e = statement_number(s, st, &is);
  if (!e)
    *closed = is != 0;
  return e;
}

enum err closing_message(
    struct db *s, struct arena *a, int64_t article, const char **out) {
  struct statement *st;
  enum err e = statement_get_id(
      s, TABLE_CLOSING, article ? MESSAGE : SITE_MESSAGE, article, &st);
  if (!e)
    e = statement_one(s, st);
  if (e)
    return e;
  const char *text = statement_text(a, st, 0);
  statement_reset(st);
  if (!text)
    return ERR_NOMEM;
  *out = text;
  return OK;
}

enum err closing_close(
    struct db *s, int64_t article, bool closed, const char *message, bool *changed) {
  struct statement *st;
  enum err e =
      statement_get_id(s, TABLE_CLOSING, article ? CLOSE : SITE_CLOSE, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, closed);
  statement_bind_text(st, 3, closed ? message : "");
  e = statement_run(s, st);
  if (!e)
    *changed = statement_changes(s) > 0;
  return e;
}
