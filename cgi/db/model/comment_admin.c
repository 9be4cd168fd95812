#include "db/model/comment_admin.h"

#include "db/connection.h"
#include "db/db_removal.h"
#include "db/statement.h"

enum {
  EACH,
  EMAIL,
  COUNT,
  EDIT,
  MOVE_REPLIES,
  CLEAR_PARENTS,
  DELETE_ALL_PRIVATE,
  DELETE_ALL_NETWORK,
  DELETE_ALL_VERDICT,
  DELETE_ALL_SOURCE_KEYS,
  DELETE_ALL,
  FORGET,
};

/* The scheduler deletes what has been in the trash for long. */
enum { AUTHORS = ROLE_SCHEDULER | ROLE_COMMAND };

static const struct statement_sql statements[] = {
    /* The ORs rule out an index, and a command can wait. The order is that of the
     * primary key, so that nothing is sorted. */
    [EACH] = {ROLE_COMMAND,
        COMMENT_COLUMNS "WHERE (?1 = '' OR status = ?1) AND (article_id = ?2 OR ?2 = 0)"
                        " ORDER BY id DESC"},
    [EMAIL] = {ROLE_COMMAND | ROLE_SENDER,
        "SELECT email FROM comment_private WHERE comment_id = ?"},
    /* Without an article this reads the whole index comment_status: for the command
     * only. */
    [COUNT] = {ROLE_ANY,
        "SELECT status, count(*) FROM comment WHERE article_id = ?1 OR ?1 = 0"
        " GROUP BY status"},
    [EDIT] = {ROLE_COMMAND,
        "UPDATE comment SET author = ?2, url = ?3, source = ?4, html = ?5, renderer = ?6,"
        " digest = ?7, edited_at = ?8 WHERE id = ?1"},
    /* An unbound ?2 is NULL: the replies are then no replies any more. */
    [MOVE_REPLIES] = {AUTHORS | ROLE_LINK,
        "UPDATE comment SET parent_id = ?2 WHERE parent_id = ?1"},
    [CLEAR_PARENTS] = {ROLE_COMMAND,
        "UPDATE comment SET parent_id = NULL WHERE article_id = ?"},
    [DELETE_ALL_PRIVATE] = {ROLE_COMMAND,
        "DELETE FROM comment_private WHERE comment_id IN"
        " (SELECT id FROM comment WHERE article_id = ?)"},
    [DELETE_ALL_NETWORK] = {ROLE_COMMAND,
        "DELETE FROM comment_network WHERE comment_id IN"
        " (SELECT id FROM comment WHERE article_id = ?)"},
    [DELETE_ALL_VERDICT] = {ROLE_COMMAND,
        "DELETE FROM comment_verdict WHERE comment_id IN"
        " (SELECT id FROM comment WHERE article_id = ?)"},
    /* Rows of a deleted article are of no use: no other article gets its ID. */
    [DELETE_ALL_SOURCE_KEYS] = {ROLE_COMMAND,
        "DELETE FROM comment_deleted WHERE article_id = ?"},
    [DELETE_ALL] = {ROLE_COMMAND, "DELETE FROM comment WHERE article_id = ?"},
    /* The index comment_network_created finds old rows without reading the others. */
    [FORGET] = {AUTHORS,
        "DELETE FROM comment_network WHERE created_at < ?1 OR created_at > ?2"},
};
const struct statement_table comment_admin_statements = STATEMENT_TABLE(statements);

enum err comment_admin_each(struct db *s, struct arena *a,
    const struct comment_admin_filter *f, comment_admin_visit *visit, void *context) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_COMMENT_ADMIN, EACH, &st);
  if (e)
    return e;
  /* '' and 0 mean "any" in EACH, so that one statement serves every filter. */
  statement_bind_text(
      st, 1, f->status < 0 ? "" : comment_status_name((enum comment_status)f->status));
  statement_bind_int(st, 2, f->article_id);
  while (statement_next(s, st, &e)) {
    struct comment c;
    const char *email = "";
    e = comment_row_read(a, st, &c);
    if (!e)
      e = comment_admin_email(s, a, c.id, &email);
    if (!e)
      e = visit(context, &c, email);
  }
  return e;
}

enum err comment_admin_email(
    struct db *s, struct arena *a, int64_t id, const char **out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_ADMIN, EMAIL, id, &st);
  if (e)
    return e;
  /* A comment without an email address has no row in comment_private. */
  bool found = statement_next(s, st, &e);
  if (e)
    return e;
  const char *email = found ? statement_text(a, st, 0) : "";
  statement_reset(st);
  if (!email)
    return ERR_NOMEM;
  *out = email;
  return OK;
}

enum err comment_admin_count(struct db *s, int64_t article, int64_t out[4]) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_ADMIN, COUNT, article, &st);
  return e ? e : comment_row_counts(s, st, out);
}

enum err comment_admin_edit(struct db *s, const struct comment *c, int64_t now) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_ADMIN, EDIT, c->id, &st);
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

enum err comment_admin_move_replies(
    struct db *s, int64_t id, int64_t parent, int64_t *moved) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_ADMIN, MOVE_REPLIES, id, &st);
  if (e)
    return e;
  if (parent)
    statement_bind_int(st, 2, parent);
  e = statement_run(s, st);
  if (!e)
    *moved = statement_changes(s);
  return e;
}

/* The parents are cleared first: rows are deleted one by one, and deleting a comment
 * before its replies would violate the foreign key. The order of the enum is that of
 * the steps. */
enum err comment_admin_delete_all(struct db *s, int64_t article) {
  enum err e = OK;
  for (int i = CLEAR_PARENTS; !e && i <= DELETE_ALL; i++)
    e = statement_run_id(s, TABLE_COMMENT_ADMIN, i, article);
  return e;
}

enum err comment_admin_forget_networks(struct db *s, int64_t before, int64_t after) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_ADMIN, FORGET, before, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, after);
  return statement_run(s, st);
}
