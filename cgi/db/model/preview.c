#include "db/model/preview.h"

#include "db/statement.h"

enum { REVOKED, CREATED, REVOKE };

static const struct statement_sql statements[] = {
    [REVOKED] = {ROLE_WEB | ROLE_COMMAND,
        "SELECT revoked FROM preview WHERE article_id = ?"},
    [CREATED] = {ROLE_WEB | ROLE_COMMAND,
        "SELECT created_at FROM article WHERE id = ?"},
    [REVOKE] = {ROLE_COMMAND | ROLE_SCHEDULER,
        "INSERT INTO preview(article_id, revoked) VALUES (?, 1)"
        " ON CONFLICT(article_id) DO UPDATE SET revoked = preview.revoked + 1"},
};
const struct statement_table preview_statements = STATEMENT_TABLE(statements);

static enum err preview_number(
    struct db *s, int statement, int64_t article, int64_t *out) {
  struct statement *st;
  bool found = false;
  int64_t number = 0;
  enum err e = statement_get_id(s, TABLE_PREVIEW, statement, article, &st);
  if (!e)
    e = statement_number_if_any(s, st, &found, &number);
  if (!e)
    *out = found ? number : 0;
  return e;
}

enum err preview_revoked(struct db *s, int64_t article, int64_t *out) {
  return preview_number(s, REVOKED, article, out);
}

enum err preview_created(struct db *s, int64_t article, int64_t *out) {
  return preview_number(s, CREATED, article, out);
}

enum err preview_revoke(struct db *s, int64_t article) {
  return statement_run_id(s, TABLE_PREVIEW, REVOKE, article);
}
