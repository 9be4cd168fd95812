#include "db/model/sitemap.h"

#include "db/statement.h"

enum { EACH, NEXT, STATE };

/* Parts are ranges of IDs, not of a count of public articles: withdrawing an article
 * changes the part it was in and leaves the others as they are. */
static const struct statement_sql statements[] = {
    [EACH] = {ROLE_WEB | ROLE_COMMAND,
        "SELECT permalink, max(published_at, updated_at), id FROM article"
        " WHERE id > ?1 AND id <= ?1 + ?2 AND status = 'publish' ORDER BY id"},
    /* The expressions are those of the index article_changed (schema/0010): SQLite uses
     * an index on an expression only for the same expression. Hence 5000 and not a
     * parameter. The first row of the index in a part has its last change, so one row
     * per part is read. */
    [NEXT] = {ROLE_WEB | ROLE_COMMAND,
        "SELECT (id - 1) / 5000, max(published_at, updated_at) FROM article"
        " WHERE (id - 1) / 5000 >= ? AND status = 'publish'"
        " ORDER BY (id - 1) / 5000, max(published_at, updated_at) DESC LIMIT 1"},
    [STATE] = {ROLE_WEB | ROLE_COMMAND,
        "SELECT site.change + cache_record.changes FROM site, cache_record"},
};
const struct statement_table sitemap_statements = STATEMENT_TABLE(statements);

enum err sitemap_each(struct db *s, int64_t part, sitemap_visit *visit, void *context) {
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_SITEMAP, EACH, (part - 1) * SITEMAP_PART, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, SITEMAP_PART);
  while (statement_next(s, st, &e)) {
    const char *path = statement_chars(st, 0);
    if (path)
      e = visit(context, path, statement_int(st, 1), statement_int(st, 2));
  }
  return e;
}

/* `change` counts transactions of txn_write, `changes` rows that other programs may
 * have written too. Both only grow, so their sum changes with either. */
enum err sitemap_state(struct db *s, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_SITEMAP, STATE, &st);
  return e ? e : statement_number(s, st, out);
}

enum err sitemap_next(struct db *s, bool *found, int64_t *part, int64_t *changed) {
  struct statement *st = NULL;
  /* The statement numbers parts from 0, so its part *part is the one after ours. */
  enum err e = statement_get_id(s, TABLE_SITEMAP, NEXT, *part, &st);
  bool row = statement_next(s, st, &e);
  if (e)
    return e;
  if (row) {
    *part = statement_int(st, 0) + 1;
    *changed = statement_int(st, 1);
  }
  statement_reset(st);
  *found = row;
  return OK;
}
