#include "db/model/comment_own.h"

#include "db/db_removal.h"
#include "db/statement.h"

enum { REVISE };

static const struct statement_sql statements[] = {
    /* edited_at as well: it tells a form whether the comment is still as it shows it.
     */
    [REVISE] = {ROLE_LINK,
        "UPDATE comment SET author = ?2, url = ?3, source = ?4, html = ?5, renderer = ?6,"
        " digest = ?7, edited_at = ?8, revised_at = ?8 WHERE id = ?1"},
};
const struct statement_table comment_own_statements = STATEMENT_TABLE(statements);

enum err comment_own_revise(struct db *s, const struct comment *c, int64_t now) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_OWN, REVISE, c->id, &st);
  if (e)
    return e;
  db_removal_note(s);
  statement_bind_text(st, 2, c->author);
  statement_bind_text(st, 3, c->url);
  statement_bind_text(st, 4, c->source);
  statement_bind_text(st, 5, c->html);
  statement_bind_int(st, 6, c->renderer);
  statement_bind_blob(st, 7, c->digest, CRYPT_HASH);
  statement_bind_int(st, 8, now);
  return statement_run(s, st);
}
