#include "store/sitemap.h"

#include "store/connection.h"

enum { EACH, CHANGED };

static const struct statement statements[] = {
    [EACH] = {ROLE_WEB | ROLE_COMMAND,
        "SELECT permalink, max(published_at, updated_at) FROM article"
        " WHERE id >= ?1 AND id <= ?2 AND status = 'publish' ORDER BY id"},
    [CHANGED] = {ROLE_WEB | ROLE_COMMAND,
        "SELECT max(max(published_at, updated_at)) FROM article"
        " WHERE id >= ?1 AND id <= ?2 AND status = 'publish'"},
};
const struct statement_table sitemap_statements = STATEMENT_TABLE(statements);

static enum err get(
    struct store *s, int i, int64_t from, int64_t to, sqlite3_stmt **st) {
  enum err e = statement_get_id(s, TABLE_SITEMAP, i, from, st);
  if (!e)
    sqlite3_bind_int64(*st, 2, to);
  return e;
}

enum err sitemap_each(
    struct store *s, int64_t from, int64_t to, sitemap_visit *visit, void *context) {
  sqlite3_stmt *st;
  enum err e = get(s, EACH, from, to, &st);
  if (e)
    return e;
  while ((e = statement_row(s, st)) == OK) {
    const char *path = (const char *)sqlite3_column_text(st, 0);
    if (path && (e = visit(context, path, sqlite3_column_int64(st, 1))) != OK)
      break;
  }
  sqlite3_reset(st);
  return e == ERR_NOT_FOUND ? OK : e;
}

enum err sitemap_changed(struct store *s, int64_t from, int64_t to, int64_t *out) {
  sqlite3_stmt *st;
  enum err e = get(s, CHANGED, from, to, &st);
  return e ? e : statement_number(s, st, out);
}
