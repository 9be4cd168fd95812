#include "db/model/article_revision.h"

#include "db/statement.h"

enum { LIST, READ, ADD, TRIM, LAST };

static const struct statement_sql statements[] = {
    [LIST] = {ROLE_COMMAND,
        "SELECT number, saved_at, command, text FROM article_revision"
        " WHERE article_id = ? ORDER BY number"},
    [READ] = {ROLE_COMMAND,
        "SELECT number, saved_at, command, text FROM article_revision"
        " WHERE article_id = ? AND number = ?"},
    /* When the version was saved is known since then: from the row of the one that it
     * has replaced, or else it is the first one. */
    [ADD] = {ROLE_COMMAND,
        "INSERT INTO article_revision(article_id, number, saved_at, command, next_at,"
        " next_command, text) SELECT a.id, coalesce(r.number, 0) + 1,"
        " coalesce(r.next_at, a.created_at), coalesce(r.next_command, ''), ?2, ?3, ?4"
        " FROM article a LEFT JOIN article_revision r ON r.article_id = a.id"
        " WHERE a.id = ?1 ORDER BY r.number DESC LIMIT 1"},
    [TRIM] = {ROLE_COMMAND,
        "DELETE FROM article_revision WHERE article_id = ?1 AND number <="
        " (SELECT max(number) FROM article_revision WHERE article_id = ?1) - ?2"},
    [LAST] = {ROLE_COMMAND,
        "SELECT coalesce(r.number, 0) + 1, coalesce(r.next_at, a.created_at),"
        " coalesce(r.next_command, '')"
        " FROM article a LEFT JOIN article_revision r ON r.article_id = a.id"
        " WHERE a.id = ? ORDER BY r.number DESC LIMIT 1"},
};
const struct statement_table article_revision_statements = STATEMENT_TABLE(statements);

static enum err article_revision_take(struct arena *a, struct statement *st,
    bool has_text, struct article_revision *out) {
  struct article_revision r = {.number = statement_int(st, 0),
      .saved_at = statement_int(st, 1),
      .command = statement_text(a, st, 2),
      .text = has_text ? statement_text(a, st, 3) : NULL};
  if (!r.command || (has_text && !r.text))
    return ERR_NOMEM;
  *out = r;
  return OK;
}

static enum err article_revision_next(
    struct db *s, struct arena *a, int64_t article, struct article_revision *next) {
  struct statement *st = NULL;
  enum err e = statement_one_id(s, TABLE_ARTICLE_REVISION, LAST, article, &st);
  if (e)
    return e;
  e = article_revision_take(a, st, false, next);
  statement_reset(st);
  return e;
}

enum err article_revision_list(struct db *s, struct arena *a, int64_t article,
    struct article_revision **out, size_t *count, struct article_revision *next) {
  struct article_revision *list = NULL;
  size_t n = 0, cap = 0;
  struct statement *st = NULL;
  enum err e = article_revision_next(s, a, article, next);
  if (!e)
    e = statement_get_id(s, TABLE_ARTICLE_REVISION, LIST, article, &st);
  if (e)
    return e;
  while (statement_next(s, st, &e)) {
    list = arena_grow(a, list, n, &cap, sizeof *list);
    e = list ? article_revision_take(a, st, true, &list[n++]) : ERR_NOMEM;
  }
  if (e)
    return e;
  *out = list;
  *count = n;
  return OK;
}

enum err article_revision_read(struct db *s, struct arena *a, int64_t article,
    int64_t number, struct article_revision *out) {
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_ARTICLE_REVISION, READ, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, number);
  e = statement_one(s, st);
  if (e)
    return e;
  e = article_revision_take(a, st, true, out);
  statement_reset(st);
  return e;
}

enum err article_revision_add(
    struct db *s, int64_t article, const char *text, int64_t now, const char *command) {
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_ARTICLE_REVISION, ADD, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, now);
  statement_bind_text(st, 3, command);
  statement_bind_text(st, 4, text);
  return statement_run(s, st);
}

enum err article_revision_trim(struct db *s, int64_t article, int64_t most) {
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_ARTICLE_REVISION, TRIM, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, most);
  return statement_run(s, st);
}
