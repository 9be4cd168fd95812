#include "db/model/preview.h"

#include "db/statement.h"

enum { REVOKED, REVOKE };

static const struct statement statements[] = {
    [REVOKED] = {ROLE_WEB | ROLE_COMMAND,
        "SELECT revoked FROM preview WHERE article_id = ?"},
    [REVOKE] = {ROLE_COMMAND | ROLE_SCHEDULER,
        "INSERT INTO preview(article_id, revoked) VALUES (?, 1)"
        " ON CONFLICT(article_id) DO UPDATE SET revoked = revoked + 1"},
};
const struct statement_table preview_statements = STATEMENT_TABLE(statements);

enum err preview_revoked(struct db *s, int64_t article, int64_t *out) {
  sqlite3_stmt *st;
  bool found = false;
  int64_t revoked = 0;
  enum err e = statement_get_id(s, TABLE_PREVIEW, REVOKED, article, &st);
  if (!e)
    e = statement_number_if_any(s, st, &found, &revoked);
  if (!e)
    *out = found ? revoked : 0;
  return e;
}

enum err preview_revoke(struct db *s, int64_t article) {
  return statement_run_id(s, TABLE_PREVIEW, REVOKE, article);
}
