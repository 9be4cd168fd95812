#include "db/model/path.h"

#include <string.h>

#include "db/statement.h"
#include "db/txn.h"

enum { AUTHORS = ROLE_SCHEDULER | ROLE_COMMAND };

enum { FIND, SET, SET_GONE, EACH_GONE, OF_ARTICLE, MOVE, WITHDRAW, FORGET, COUNT };

static const struct statement_sql statements[] = {
    [FIND] = {ROLE_ANY, "SELECT kind, article_id FROM path WHERE path = ?"},
    /* The address may have belonged to another article: the new one takes it over. */
    [SET] = {AUTHORS, "INSERT INTO path(path, kind, article_id) VALUES (?1, ?2, ?3)"
                      " ON CONFLICT(path) DO UPDATE SET kind = ?2, article_id = ?3"},
    /* DO NOTHING: an address that leads to an article must not become one that is
     * gone. */
    [SET_GONE] = {AUTHORS, "INSERT INTO path(path, kind, article_id)"
                           " VALUES (?, 'gone', NULL) ON CONFLICT(path) DO NOTHING"},
    /* path_article serves IS NULL too, and yields its rows in the order of the path,
     * the primary key of the table: nothing is sorted. */
    [EACH_GONE] = {AUTHORS,
        "SELECT path FROM path WHERE article_id IS NULL ORDER BY path"},
    [OF_ARTICLE] = {ROLE_ANY, "SELECT path FROM path WHERE article_id = ?"},
    /* Includes the addresses of a withdrawn article, which are 'gone': when it is
     * public again, they redirect. path_set then makes one of them the article's. */
    [MOVE] = {AUTHORS,
        "UPDATE path SET kind = 'moved' WHERE article_id = ? AND kind <> 'moved'"},
    /* All addresses of the article, former ones too: they answer 410 without a
     * redirect. */
    [WITHDRAW] = {AUTHORS, "UPDATE path SET kind = 'gone' WHERE article_id = ?"},
    /* article_id refers to the article, so it has to be NULL before that can be
     * deleted. */
    [FORGET] = {AUTHORS,
        "UPDATE path SET kind = 'gone', article_id = NULL WHERE article_id = ?"},
    [COUNT] = {ROLE_COMMAND, "SELECT count(*) FROM path WHERE kind = 'moved'"},
};
const struct statement_table path_statements = STATEMENT_TABLE(statements);

/* By number of the enum, as in the CHECK of path.kind. */
static const char *const kinds[] = {"article", "moved", "gone"};

enum err path_find(struct db *s, const char *path, struct path *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_PATH, FIND, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, path);
  e = statement_one(s, st);
  if (e)
    return e;
  const char *kind = statement_chars(st, 0);
  /* The CHECK of the table allows no other kind, so one of the names always fits. */
  struct path found = {PATH_GONE, statement_int(st, 1)};
  for (int i = PATH_ARTICLE; kind && i <= PATH_GONE; i++)
    if (strcmp(kind, kinds[i]) == 0)
      found.kind = (enum path_kind)i;
  statement_reset(st);
  *out = found;
  return OK;
}

enum err path_of_article(
    struct db *s, struct arena *a, int64_t article, const char ***out, size_t *count) {
  const char **list = NULL;
  size_t n = 0, cap = 0;
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_PATH, OF_ARTICLE, article, &st);
  while (statement_next(s, st, &e)) {
    list = arena_grow(a, list, n, &cap, sizeof *list);
    if (!list || !(list[n++] = statement_text(a, st, 0)))
      e = ERR_NOMEM;
  }
  if (e)
    return e;
  *out = list;
  *count = n;
  return OK;
}

enum err path_set(
    struct db *s, const char *path, enum path_kind kind, int64_t article) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_PATH, SET, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, path);
  statement_bind_text(st, 2, kinds[kind]);
  statement_bind_int(st, 3, article);
  e = statement_run(s, st);
  return e ? e : txn_invalidate_path(s, path);
}

enum err path_set_gone(struct db *s, const char *path) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_PATH, SET_GONE, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, path);
  e = statement_run(s, st);
  return e ? e : txn_invalidate_path(s, path);
}

enum err path_each_gone(struct db *s, path_visit *visit, void *context) {
  struct statement *st = NULL;
  enum err e = statement_get(s, TABLE_PATH, EACH_GONE, &st);
  while (statement_next(s, st, &e)) {
    const char *path = statement_chars(st, 0);
    e = path ? visit(context, path) : ERR_NOMEM;
  }
  return e;
}

enum err path_count_moved(struct db *s, int64_t *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_PATH, COUNT, &st);
  return e ? e : statement_number(s, st, out);
}

/* Invalidates all addresses of an article, before `statement` changes where they lead:
 * afterwards, path_forget's would no longer be found by the article. */
static enum err path_change_all(struct db *s, int statement, int64_t article) {
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_PATH, OF_ARTICLE, article, &st);
  while (statement_next(s, st, &e)) {
    const char *path = statement_chars(st, 0);
    e = path ? txn_invalidate_path(s, path) : ERR_NOMEM;
  }
  /* The loop has reset the SELECT: the UPDATE changes no row of an open statement. */
  return e ? e : statement_run_id(s, TABLE_PATH, statement, article);
}

enum err path_move(struct db *s, int64_t article) {
  return path_change_all(s, MOVE, article);
}

enum err path_withdraw(struct db *s, int64_t article) {
  return path_change_all(s, WITHDRAW, article);
}

enum err path_forget(struct db *s, int64_t article) {
  return path_change_all(s, FORGET, article);
}
