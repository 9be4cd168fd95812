#include "db/model/comment_move.h"

#include "db/connection.h"
#include "db/model/comment_batch.h"
#include "db/statement.h"

enum { REPLIES, MOVE, DETACH };

static const struct statement_sql statements[] = {
    /* A reply that has moved already is not found again: even a circle of replies, in a
     * damaged database, comes to an end. */
    [REPLIES] = {ROLE_COMMAND,
        "SELECT id FROM comment WHERE parent_id = ?1 AND article_id = ?2 ORDER BY id"},
    /* The other article may have been imported as well, and have a comment with the
     * same key. */
    [MOVE] = {ROLE_COMMAND,
        "UPDATE comment SET article_id = ?2, source_key = NULL WHERE id = ?1"},
    [DETACH] = {ROLE_COMMAND,
        "UPDATE comment SET parent_id = NULL WHERE id = ?1 AND EXISTS (SELECT 1"
        " FROM comment p WHERE p.id = comment.parent_id AND p.article_id <> ?2)"},
};
const struct statement_table comment_move_statements = STATEMENT_TABLE(statements);

enum err comment_move_replies(struct db *s, int64_t id, int64_t article,
    comment_move_visit *visit, void *context) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_MOVE, REPLIES, id, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, article);
  while (statement_next(s, st, &e))
    e = visit(context, statement_int(st, 0));
  return e;
}

enum err comment_move_to(struct db *s, int64_t id, int64_t to) {
  struct statement *st;
  /* First, because it reads what the next one changes. */
  enum err e = comment_batch_keep_source_keys(s, &id, 1);
  if (!e)
    e = statement_get_id(s, TABLE_COMMENT_MOVE, MOVE, id, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, to);
  return statement_run(s, st);
}

enum err comment_move_detach(struct db *s, int64_t id, int64_t article, bool *changed) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_MOVE, DETACH, id, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, article);
  e = statement_run(s, st);
  if (!e)
    *changed = statement_changes(s) > 0;
  return e;
}
