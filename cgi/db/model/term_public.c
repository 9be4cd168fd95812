#include "db/model/term_public.h"

#include "db/connection.h"

enum {
  FROM_CATEGORY,
  BEFORE_CATEGORY,
  FROM_TAG,
  BEFORE_TAG,
  FROM_AUTHOR,
  BEFORE_AUTHOR,
};

/* The limit before it counts those without posts, too: it bounds what is read. */
#define WITH_POSTS(name)                                                               \
  " LIMIT ?2) t JOIN listing l ON l.kind = '" name                                     \
  "' AND l.object_id = t.id AND l.count > 0"

static const struct statement statements[] = {
    [FROM_CATEGORY] = {ROLE_ANY,
        "SELECT t.id, t.path, t.name FROM (SELECT id, path, name FROM category"
        " WHERE path >= ?1 ORDER BY path" WITH_POSTS("category")},
    [BEFORE_CATEGORY] = {ROLE_ANY,
        "SELECT t.id, t.path, t.name FROM (SELECT id, path, name FROM category"
        " WHERE path < ?1 ORDER BY path DESC" WITH_POSTS("category")},
    [FROM_TAG] = {ROLE_ANY,
        "SELECT t.id, t.slug, t.name FROM (SELECT id, slug, name FROM tag"
        " WHERE slug >= ?1 ORDER BY slug" WITH_POSTS("tag")},
    [BEFORE_TAG] = {ROLE_ANY,
        "SELECT t.id, t.slug, t.name FROM (SELECT id, slug, name FROM tag"
        " WHERE slug < ?1 ORDER BY slug DESC" WITH_POSTS("tag")},
    [FROM_AUTHOR] = {ROLE_ANY,
        "SELECT t.id, t.slug, t.name FROM (SELECT id, slug, name FROM author"
        " WHERE slug >= ?1 ORDER BY slug" WITH_POSTS("author")},
    [BEFORE_AUTHOR] = {ROLE_ANY,
        "SELECT t.id, t.slug, t.name FROM (SELECT id, slug, name FROM author"
        " WHERE slug < ?1 ORDER BY slug DESC" WITH_POSTS("author")},
};
const struct statement_table term_public_statements = STATEMENT_TABLE(statements);

static enum err add(struct db *s, struct arena *a, int statement, const char *slug,
    size_t most, struct term *out, size_t *count) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_TERM_PUBLIC, statement, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, slug);
  sqlite3_bind_int64(st, 2, (int64_t)most);
  while (statement_next(s, st, &e)) {
    struct term found = {.id = sqlite3_column_int64(st, 0),
        .slug = statement_text(a, st, 1),
        .name = statement_text(a, st, 2)};
    if (found.slug && found.name)
      out[(*count)++] = found;
    else
      e = ERR_NOMEM;
  }
  return e;
}

enum err term_public_around(struct db *s, struct arena *a, enum term_kind kind,
    const char *slug, size_t most, struct term *out, size_t *count) {
  static const int from[] = {[TERM_CATEGORY] = FROM_CATEGORY,
      [TERM_TAG] = FROM_TAG,
      [TERM_AUTHOR] = FROM_AUTHOR};
  size_t n = 0;
  enum err e = add(s, a, from[kind], slug, most, out, &n);
  if (!e)
    e = add(s, a, from[kind] + 1, slug, most, out, &n);
  if (!e)
    *count = n;
  return e;
}
