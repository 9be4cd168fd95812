#include "db/model/article_part.h"

#include "db/statement.h"

enum { READ, ADD, CLEAR };

static const struct statement_sql statements[] = {
    [READ] = {ROLE_WEB | ROLE_COMMAND,
        "SELECT number, size, is_whole, html FROM article_part WHERE article_id = ?"
        " ORDER BY number"},
    [ADD] = {ROLE_COMMAND,
        "INSERT INTO article_part(article_id, number, size, is_whole, html)"
        " VALUES (?1, ?2, ?3, ?4, ?5)"},
    [CLEAR] = {ROLE_COMMAND, "DELETE FROM article_part WHERE article_id = ?"},
};
const struct statement_table article_part_statements = STATEMENT_TABLE(statements);

enum err article_part_read(struct db *s, struct arena *a, int64_t article,
    const struct article_part **out, size_t *count) {
  struct article_part *parts = NULL;
  size_t n = 0, cap = 0;
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_ARTICLE_PART, READ, article, &st);
  while (statement_next(s, st, &e)) {
    struct article_part *grown = arena_grow(a, parts, n, &cap, sizeof *parts);
    const char *html = statement_text(a, st, 3);
    if (!grown || !html) {
      statement_reset(st);
      return ERR_NOMEM;
    }
    parts = grown;
    parts[n++] = (struct article_part){
        statement_int(st, 0), statement_int(st, 1), statement_int(st, 2) != 0, html};
  }
  if (e)
    return e;
  *out = parts;
  *count = n;
  return OK;
}

enum err article_part_add(
    struct db *s, int64_t article, const struct article_part *part) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_ARTICLE_PART, ADD, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, part->number);
  statement_bind_int(st, 3, part->size);
  statement_bind_int(st, 4, part->is_whole);
  statement_bind_text(st, 5, part->html);
  return statement_run(s, st);
}

enum err article_part_clear(struct db *s, int64_t article) {
  return statement_run_id(s, TABLE_ARTICLE_PART, CLEAR, article);
}
