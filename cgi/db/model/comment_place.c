#include "db/model/comment_place.h"

#include "db/statement.h"

enum { COUNT, PLACES, PLACES_FROM, HAS_REPLIES };

/* The index comment_article (article_id, status, id, parent_id) answers both alone, and
 * gives PLACES its order without sorting. */
static const struct statement_sql statements[] = {
    [COUNT] = {ROLE_ANY,
        "SELECT count(*) FROM comment WHERE article_id = ? AND status = 'approve'"},
    [PLACES] = {ROLE_ANY,
        "SELECT id, parent_id FROM comment WHERE article_id = ? AND status = 'approve'"
        " ORDER BY id"},
    [PLACES_FROM] = {ROLE_ANY,
        "SELECT id, parent_id FROM comment WHERE article_id = ? AND status = 'approve'"
        " AND id >= ? ORDER BY id LIMIT ?"},
    /* Of any status, which the index comment_parent answers alone. */
    [HAS_REPLIES] = {ROLE_ANY,
        "SELECT 1 FROM comment WHERE parent_id BETWEEN ? AND ? LIMIT 1"},
};
const struct statement_table comment_place_statements = STATEMENT_TABLE(statements);

enum err comment_place_count(struct db *s, int64_t article, int64_t *out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_PLACE, COUNT, article, &st);
  return e ? e : statement_number(s, st, out);
}

enum err comment_places(struct db *s, struct arena *a, int64_t article,
    struct comment_place **out, size_t *count) {
  struct statement *st = NULL;
  struct comment_place *list = NULL;
  size_t n = 0, room = 0;
  enum err e = statement_get_id(s, TABLE_COMMENT_PLACE, PLACES, article, &st);
  if (e)
    return e;
  for (;;) {
    /* Before the end of the rows is known: there is room for one more. */
    list = arena_grow(a, list, n, &room, sizeof *list);
    if (!list || !statement_next(s, st, &e))
      break;
    list[n++] = (struct comment_place){statement_int(st, 0), statement_int(st, 1)};
  }
  statement_reset(st);
  if (e || !list)
    return e ? e : ERR_NOMEM;
  *out = list;
  *count = n;
  return OK;
}

enum err comment_places_from(struct db *s, int64_t article, int64_t from, size_t most,
    struct comment_place *list, size_t *count) {
  struct statement *st = NULL;
  size_t n = 0;
  enum err e = statement_get_id(s, TABLE_COMMENT_PLACE, PLACES_FROM, article, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, from);
  statement_bind_int(st, 3, (int64_t)most);
  while (n < most && statement_next(s, st, &e))
    list[n++] = (struct comment_place){statement_int(st, 0), statement_int(st, 1)};
  statement_reset(st);
  if (!e)
    *count = n;
  return e;
}

enum err comment_place_has_replies(
    struct db *s, int64_t first, int64_t last, bool *out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_COMMENT_PLACE, HAS_REPLIES, first, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, last);
  bool found = statement_next(s, st, &e);
  statement_reset(st);
  if (!e)
    *out = found;
  return e;
}
