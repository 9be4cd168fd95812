#include "db/model/article_slug.h"

#include <string.h>

#include "db/statement.h"

enum { FROM, BEFORE, OF, EVERY, CHILD };

/* The condition of the partial index article_slug: SQLite uses such an index only for a
 * query that implies its WHERE. The limits then bound what is read, however many
 * articles there are. The order is that of bytes, so that neighbours begin with the
 * same letters. */
#define PUBLIC " FROM article WHERE status = 'publish' AND "

static const struct statement_sql statements[] = {
    [FROM] = {ROLE_ANY, "SELECT id, slug" PUBLIC "slug >= ?1 ORDER BY slug LIMIT ?2"},
    [BEFORE] = {ROLE_ANY,
        "SELECT id, slug" PUBLIC "slug < ?1 ORDER BY slug DESC LIMIT ?2"},
    /* Of any status, so without the index: a command can wait for that. */
    [EVERY] = {ROLE_COMMAND,
        "SELECT id FROM article WHERE slug = ? ORDER BY id LIMIT ?"},
    /* The primary key serves this one. PUBLIC keeps the slugs of drafts from readers.
     */
    [OF] = {ROLE_ANY, "SELECT slug" PUBLIC "id = ?"},
    /* A page at the top has NULL as its parent, which = never finds: coalesce makes it
     * 0.
     *
     * No index serves this, because article_slug has public articles only. Only an
     * import of a page that names its parent needs it. */
    [CHILD] = {ROLE_ANY, "SELECT id FROM article WHERE type = 'page' AND slug = ?1"
                         " AND coalesce(parent_id, 0) = ?2 ORDER BY id LIMIT 1"},
};
const struct statement_table article_slug_statements = STATEMENT_TABLE(statements);

static enum err article_slug_read(struct db *s, struct arena *a, int statement,
    const char *slug, size_t most, struct article_slug *out, size_t *count) {
  struct statement *st = NULL;
  enum err e = statement_get(s, TABLE_ARTICLE_SLUG, statement, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, slug);
  statement_bind_int(st, 2, (int64_t)most);
  while (statement_next(s, st, &e)) {
    struct article_slug found = {statement_int(st, 0), statement_text(a, st, 1)};
    if (found.slug)
      out[(*count)++] = found;
    else
      e = ERR_NOMEM;
  }
  return e;
}

enum err article_slugs_around(struct db *s, struct arena *a, const char *slug,
    size_t most, struct article_slug *out, size_t *count) {
  size_t n = 0;
  enum err e = article_slug_read(s, a, FROM, slug, most, out, &n);
  if (!e)
    e = article_slug_read(s, a, BEFORE, slug, most, out, &n);
  if (!e)
    *count = n;
  return e;
}

enum err article_slug_of(struct db *s, struct arena *a, int64_t id, const char **out) {
  struct statement *st;
  enum err e = statement_one_id(s, TABLE_ARTICLE_SLUG, OF, id, &st);
  if (e)
    return e;
  const char *slug = statement_text(a, st, 0);
  statement_reset(st);
  if (slug)
    *out = slug;
  return slug ? OK : ERR_NOMEM;
}

enum err article_slug_find(
    struct db *s, const char *slug, size_t most, int64_t *ids, size_t *count) {
  struct statement *st = NULL;
  size_t n = 0;
  enum err e = statement_get(s, TABLE_ARTICLE_SLUG, EVERY, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, slug);
  statement_bind_int(st, 2, (int64_t)most);
  while (statement_next(s, st, &e))
    /* The LIMIT is `most`, the size of the array. */
    ids[n++] = statement_int(st, 0);
  if (!e)
    *count = n;
  return e;
}

/* A page of a hierarchy has no permalink before it is published; its slugs identify it
 * all the same. Empty components are ignored, so that "/about/team/" works too. */
enum err article_slug_find_page(struct db *s, const char *slugs, int64_t *id) {
  /* 0 is "no parent": the first slug is that of a page at the top. */
  int64_t at = 0;
  while (*slugs) {
    size_t n = strcspn(slugs, "/");
    if (n) {
      struct statement *st;
      enum err e = statement_get(s, TABLE_ARTICLE_SLUG, CHILD, &st);
      if (e)
        return e;
      /* SQLite is given the length, so that the component need not be copied. */
      statement_bind_chars(st, 1, slugs, n);
      statement_bind_int(st, 2, at);
      e = statement_number(s, st, &at);
      if (e)
        return e;
    }
    slugs += n + (slugs[n] == '/');
  }
  if (!at)
    return ERR_NOT_FOUND;
  *id = at;
  return OK;
}
