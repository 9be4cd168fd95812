#include "db/model/article_next.h"

#include "db/statement.h"

enum { NEXT, NEXT_PUBLIC, NEXT_NEWER, NEXT_OLDER, DUE_FUTURE, DUE_EXPIRY };

static const struct statement_sql statements[] = {
    /* These two read one row per call. A statement that stays open would keep its read
     * transaction open during the whole walk. "pamphlet cache warm" publishes pages
     * during such a walk, and the check before that must see the current database. */
    [NEXT] = {ROLE_ANY, "SELECT id FROM article WHERE id > ? ORDER BY id LIMIT 1"},
    [NEXT_PUBLIC] = {ROLE_ANY,
        "SELECT id, permalink FROM article WHERE id > ? AND status = 'publish'"
        " AND permalink IS NOT NULL ORDER BY id LIMIT 1"},
    /* Articles in no listing have the position NULL, for which no comparison is true.
     * position is UNIQUE, and its index yields both neighbours without sorting. */
    [NEXT_NEWER] = {ROLE_ANY,
        "SELECT id FROM article WHERE position > ? ORDER BY position LIMIT 1"},
    [NEXT_OLDER] = {ROLE_ANY,
        "SELECT id FROM article WHERE position < ? ORDER BY position DESC LIMIT 1"},
    /* The conditions of these two repeat those of the partial indexes article_due and
     * article_expiring: SQLite uses such an index only for a query that implies its
     * WHERE. */
    [DUE_FUTURE] = {ROLE_ANY,
        "SELECT id FROM article WHERE status = 'future' AND published_at <= ?"
        " ORDER BY published_at LIMIT 1"},
    [DUE_EXPIRY] = {ROLE_ANY,
        "SELECT id FROM article WHERE status = 'publish' AND expires_at IS NOT NULL"
        " AND expires_at <= ? ORDER BY expires_at LIMIT 1"},
};
const struct statement_table article_next_statements = STATEMENT_TABLE(statements);

enum err article_next(struct db *s, bool *found, int64_t *id) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_ARTICLE_NEXT, NEXT, *id, &st);
  return e ? e : statement_number_if_any(s, st, found, id);
}

enum err article_next_public(
    struct db *s, struct arena *a, bool *found, int64_t *id, char **permalink) {
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_ARTICLE_NEXT, NEXT_PUBLIC, *id, &st);
  bool row = statement_next(s, st, &e);
  if (e)
    return e;
  if (row) {
    /* The text of a column is valid only until the reset below, so it is copied. */
    char *path = statement_text(a, st, 1);
    if (path) {
      *id = statement_int(st, 0);
      *permalink = path;
    } else {
      e = ERR_NOMEM;
    }
  }
  statement_reset(st);
  if (!e)
    *found = row;
  return e;
}

enum err article_next_to(
    struct db *s, int64_t position, bool newer, bool *found, int64_t *id) {
  struct statement *st;
  enum err e = statement_get_id(
      s, TABLE_ARTICLE_NEXT, newer ? NEXT_NEWER : NEXT_OLDER, position, &st);
  return e ? e : statement_number_if_any(s, st, found, id);
}

enum err article_next_due(
    struct db *s, int64_t now, bool *found, enum article_due *what, int64_t *id) {
  /* One statement per kind of change, because each has a partial index of its own. */
  static const int queries[] = {[DUE_PUBLISH] = DUE_FUTURE, [DUE_EXPIRE] = DUE_EXPIRY};
  /* An article can expire only when it is public, so publishing comes first. */
  bool is_due = false;
  for (int i = DUE_PUBLISH; !is_due && i <= DUE_EXPIRE; i++) {
    struct statement *st;
    enum err e = statement_get_id(s, TABLE_ARTICLE_NEXT, queries[i], now, &st);
    if (!e)
      e = statement_number_if_any(s, st, &is_due, id);
    if (e)
      return e;
    if (is_due)
      *what = (enum article_due)i;
  }
  *found = is_due;
  return OK;
}
