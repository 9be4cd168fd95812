#include "db/model/comment_admin.h"

#include <string.h>

#include "db/connection.h"
#include "db/statement.h"

enum {
  EACH,
  EMAIL,
  COUNT,
  SET,
  MOVE_REPLIES,
  KEEP_SOURCE_KEY,
  DELETE_PRIVATE,
  DELETE_NETWORK,
  DELETE_VERDICT,
  DELETE,
  CLEAR_PARENTS,
  DELETE_ALL_PRIVATE,
  DELETE_ALL_NETWORK,
  DELETE_ALL_VERDICT,
  DELETE_ALL_SOURCE_KEYS,
  DELETE_ALL,
  FORGET,
};

static const struct statement statements[] = {
    /* The ORs rule out an index, and a command can wait. The order is that of the
     * primary key, so that nothing is sorted. */
    [EACH] = {ROLE_COMMAND,
        COMMENT_COLUMNS "WHERE (?1 = '' OR status = ?1) AND (?2 = 0 OR article_id = ?2)"
                        " ORDER BY id DESC"},
    [EMAIL] = {ROLE_COMMAND | ROLE_SENDER,
        "SELECT email FROM comment_private WHERE comment_id = ?"},
    /* Without an article this reads the whole index comment_status: for the command
     * only. */
    [COUNT] = {ROLE_ANY,
        "SELECT status, count(*) FROM comment WHERE ?1 = 0 OR article_id = ?1"
        " GROUP BY status"},
    /* The count of the article and its pages are up to the caller
     * (site/comments/comment_moderate.c). */
    [SET] = {ROLE_COMMAND, "UPDATE comment SET status = ?2 WHERE id = ?1"},
    /* An unbound ?2 is NULL: the replies are then no replies any more. */
    [MOVE_REPLIES] = {ROLE_COMMAND,
        "UPDATE comment SET parent_id = ?2 WHERE parent_id = ?1"},
    /* The next import of the same file must not restore a deleted comment. */
    [KEEP_SOURCE_KEY] = {ROLE_COMMAND,
        "INSERT OR IGNORE INTO comment_deleted SELECT article_id, source_key FROM comment"
        " WHERE id = ? AND source_key IS NOT NULL"},
    /* comment_private has no foreign key (schema/0002_page_cache.sql says why). Without
     * this its row, with the email address, would stay. */
    [DELETE_PRIVATE] = {ROLE_COMMAND,
        "DELETE FROM comment_private WHERE comment_id = ?"},
    [DELETE_NETWORK] = {ROLE_COMMAND,
        "DELETE FROM comment_network WHERE comment_id = ?"},
    [DELETE_VERDICT] = {ROLE_COMMAND,
        "DELETE FROM comment_verdict WHERE comment_id = ?"},
    /* AUTOINCREMENT: "#comment-12" never leads to another comment later. */
    [DELETE] = {ROLE_COMMAND, "DELETE FROM comment WHERE id = ?"},
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
    [FORGET] = {ROLE_SCHEDULER | ROLE_COMMAND,
        "DELETE FROM comment_network WHERE created_at < ?1 OR created_at > ?2"},
};
const struct statement_table comment_admin_statements = STATEMENT_TABLE(statements);

enum err comment_admin_each(struct db *s, struct arena *a,
    const struct comment_admin_filter *f, comment_admin_visit *visit, void *context) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_COMMENT_ADMIN, EACH, &st);
  if (e)
    return e;
  /* '' and 0 mean "any" in EACH, so that one statement serves every filter. */
  statement_bind_text(
      st, 1, f->status < 0 ? "" : comment_status_name((enum comment_status)f->status));
  sqlite3_bind_int64(st, 2, f->article_id);
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
  sqlite3_stmt *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_ADMIN, EMAIL, id, &st);
  if (e)
    return e;
  /* A comment without an email address has no row in comment_private. */
  bool found = statement_next(s, st, &e);
  if (e)
    return e;
  const char *email = found ? statement_text(a, st, 0) : "";
  sqlite3_reset(st);
  if (!email)
    return ERR_NOMEM;
  *out = email;
  return OK;
}

enum err comment_admin_count(struct db *s, int64_t article, int64_t out[4]) {
  /* A status that no comment has is missing from the rows. */
  int64_t counts[4] = {0};
  sqlite3_stmt *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_ADMIN, COUNT, article, &st);
  if (e)
    return e;
  while (statement_next(s, st, &e)) {
    enum comment_status status;
    if (comment_status_find((const char *)sqlite3_column_text(st, 0), &status))
      counts[status] = sqlite3_column_int64(st, 1);
  }
  if (!e)
    memcpy(out, counts, sizeof counts);
  return e;
}

enum err comment_admin_set_status(
    struct db *s, int64_t id, enum comment_status status) {
  sqlite3_stmt *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_ADMIN, SET, id, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, comment_status_name(status));
  return statement_run(s, st);
}

enum err comment_admin_move_replies(
    struct db *s, int64_t id, int64_t parent, int64_t *moved) {
  sqlite3_stmt *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_ADMIN, MOVE_REPLIES, id, &st);
  if (e)
    return e;
  if (parent)
    sqlite3_bind_int64(st, 2, parent);
  e = statement_run(s, st);
  if (!e)
    *moved = sqlite3_changes64(s->handle);
  return e;
}

/* The comment's own row goes last, because the others are found by it. */
enum err comment_admin_delete(struct db *s, int64_t id) {
  static const int all[] = {
      KEEP_SOURCE_KEY, DELETE_PRIVATE, DELETE_NETWORK, DELETE_VERDICT, DELETE};
  enum err e = OK;
  for (size_t i = 0; !e && i < sizeof all / sizeof all[0]; i++)
    e = statement_run_id(s, TABLE_COMMENT_ADMIN, all[i], id);
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
  sqlite3_stmt *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_ADMIN, FORGET, before, &st);
  if (e)
    return e;
  sqlite3_bind_int64(st, 2, after);
  return statement_run(s, st);
}
