#include "db/model/comment_verdict.h"

#include "db/statement.h"

enum { ADD, GET, FORGET };

/* The web may add a verdict but not read one: what a filter thinks of a comment would
 * help only those who want to get past it. */
static const struct statement_sql statements[] = {
    [ADD] = {ROLE_WEB | ROLE_COMMAND | ROLE_LINK,
        "INSERT INTO comment_verdict(comment_id, rule, detail, score, words)"
        " VALUES (?, ?, ?, ?, ?)"},
    [GET] = {ROLE_COMMAND | ROLE_LINK | ROLE_SENDER,
        "SELECT rule, detail, coalesce(score, -1), words FROM comment_verdict"
        " WHERE comment_id = ?"},
    [FORGET] = {ROLE_LINK, "DELETE FROM comment_verdict WHERE comment_id = ?"},
};
const struct statement_table comment_verdict_statements = STATEMENT_TABLE(statements);

enum err comment_verdict_add(
    struct db *s, int64_t comment, const struct comment_verdict *v) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_VERDICT, ADD, comment, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, v->rule);
  statement_bind_text(st, 3, v->detail);
  /* Unbound is NULL. */
  if (v->score >= 0)
    statement_bind_double(st, 4, v->score);
  statement_bind_text(st, 5, v->words ? v->words : "");
  return statement_run(s, st);
}

enum err comment_verdict_replace(
    struct db *s, int64_t comment, const struct comment_verdict *v) {
  enum err e = statement_run_id(s, TABLE_COMMENT_VERDICT, FORGET, comment);
  return e ? e : comment_verdict_add(s, comment, v);
}

enum err comment_verdict_get(
    struct db *s, struct arena *a, int64_t comment, struct comment_verdict *out) {
  struct comment_verdict v = {"", "", -1, ""};
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_VERDICT, GET, comment, &st);
  if (e)
    return e;
  bool found = statement_next(s, st, &e);
  if (found)
    v = (struct comment_verdict){statement_text(a, st, 0), statement_text(a, st, 1),
        statement_double(st, 2), statement_text(a, st, 3)};
  statement_reset(st);
  if (!e && (!v.rule || !v.detail || !v.words))
    e = ERR_NOMEM;
  if (!e)
    *out = v;
  return e;
}
