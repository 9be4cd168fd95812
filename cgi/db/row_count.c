#include "db/row_count.h"

#include <stdio.h>

#include "db/statement.h"

enum { ROWS };

/* No count is stored anywhere, not even that of an article's comments: the copy of a
 * stored number would be as wrong as the original. Tables that can be created again
 * from others, such as the search index, are not among them. */
static const struct statement_sql statements[] = {
    [ROWS] = {ROLE_COMMAND,
        "SELECT 'articles', count(*) FROM article"
        " UNION ALL SELECT 'texts of articles', count(*) FROM article_body"
        " UNION ALL SELECT 'revisions', count(*) FROM article_revision"
        " UNION ALL SELECT 'corrections', count(*) FROM correction"
        " UNION ALL SELECT 'addresses', count(*) FROM path"
        " UNION ALL SELECT 'redirects', count(*) FROM redirect"
        " UNION ALL SELECT 'authors', count(*) FROM author"
        " UNION ALL SELECT 'categories', count(*) FROM category"
        " UNION ALL SELECT 'tags', count(*) FROM tag"
        " UNION ALL SELECT 'pictures', count(*) FROM picture"
        " UNION ALL SELECT 'comments', count(*) FROM comment"
        " UNION ALL SELECT 'comment addresses', count(*) FROM comment_private"
        " UNION ALL SELECT 'followers', count(*) FROM follower"
        " UNION ALL SELECT 'mails', count(*) FROM mail"},
};
const struct statement_table row_count_statements = STATEMENT_TABLE(statements);

enum err row_count(struct db *s, struct row_count *out) {
  struct row_count c = {0};
  struct statement *st = NULL;
  size_t n = 0;
  enum err e = statement_get(s, TABLE_ROW_COUNT, ROWS, &st);
  while (statement_next(s, st, &e)) {
    if (n == ROW_COUNT_KINDS) {
      e = ERR_INTERNAL;
      continue;
    }
    snprintf(c.kinds[n].name, ROW_COUNT_NAME, "%s", statement_chars(st, 0));
    c.kinds[n++].rows = statement_int(st, 1);
  }
  if (!e)
    *out = c;
  return e;
}

bool row_count_matches(
    const struct row_count *a, const struct row_count *b, size_t *kind) {
  for (size_t i = 0; i < ROW_COUNT_KINDS; i++)
    if (a->kinds[i].rows != b->kinds[i].rows) {
      *kind = i;
      return false;
    }
  return true;
}
