#include "db/model/term.h"

#include "base/limits.h"
#include "db/statement.h"

enum {
  FIND_CATEGORY,
  FIND_TAG,
  FIND_AUTHOR,
  FIND_AUTHOR_BY_NAME,
  CATEGORY_BY_ID,
  TAG_BY_ID,
  AUTHOR_BY_ID,
  AFTER_CATEGORY,
  AFTER_TAG,
  AFTER_AUTHOR,
  MAKE_CATEGORY,
  MAKE_TAG,
  MAKE_AUTHOR,
  CATEGORIES,
  TAGS,
  CLEAR_CATEGORIES,
  CLEAR_TAGS,
  ADD_CATEGORY,
  ADD_TAG,
  PARENT,
  TOP,
  AROUND_CATEGORY,
  AROUND_TAG,
  AROUND_AUTHOR,
};

/* The slugs on either side of ?1. The limits count terms without posts as well: they
 * bound what is read, whatever the database holds. CROSS JOIN keeps that order of
 * loops, because SQLite's documentation promises that for CROSS JOIN alone. A LIMIT
 * inside a UNION has to be in a subquery. */
#define AROUND(kind, slug)                                                             \
  " FROM (SELECT * FROM (SELECT id, " slug " AS slug, name FROM " kind " WHERE " slug  \
  " >= ?1 ORDER BY " slug " LIMIT ?2) u"                                               \
  " UNION ALL SELECT * FROM (SELECT id, " slug " AS slug, name FROM " kind             \
  " WHERE " slug " < ?1 ORDER BY " slug " DESC LIMIT ?2) v) t"                         \
  " CROSS JOIN listing l WHERE l.kind = '" kind                                        \
  "' AND l.object_id = t.id AND l.count > 0"

/* All that find terms have the same four columns, so that term_read_row reads each: 0
 * stands for the parent that tags and authors do not have. Paths, slugs and names of
 * authors are UNIQUE, and those indexes serve the searches and the walks. */
static const struct statement_sql statements[] = {
    [FIND_CATEGORY] = {ROLE_ANY,
        "SELECT id, parent_id, path, name FROM category WHERE path = ?"},
    [FIND_TAG] = {ROLE_ANY, "SELECT id, 0, slug, name FROM tag WHERE slug = ?"},
    [FIND_AUTHOR] = {ROLE_ANY, "SELECT id, 0, slug, name FROM author WHERE slug = ?"},
    [FIND_AUTHOR_BY_NAME] = {ROLE_ANY,
        "SELECT id, 0, slug, name FROM author WHERE name = ?"},
    [CATEGORY_BY_ID] = {ROLE_ANY,
        "SELECT id, parent_id, path, name FROM category WHERE id = ?"},
    [TAG_BY_ID] = {ROLE_ANY, "SELECT id, 0, slug, name FROM tag WHERE id = ?"},
    [AUTHOR_BY_ID] = {ROLE_ANY, "SELECT id, 0, slug, name FROM author WHERE id = ?"},
    /* One row per call, so that no statement is open between two steps of a walk. */
    [AFTER_CATEGORY] = {ROLE_ANY, "SELECT id, parent_id, path, name FROM category"
                                  " WHERE path > ? ORDER BY path LIMIT 1"},
    [AFTER_TAG] = {ROLE_ANY,
        "SELECT id, 0, slug, name FROM tag WHERE slug > ? ORDER BY slug LIMIT 1"},
    [AFTER_AUTHOR] = {ROLE_ANY,
        "SELECT id, 0, slug, name FROM author WHERE slug > ? ORDER BY slug LIMIT 1"},
    /* The path repeats the slugs above, so that an address is found by one search. */
    [MAKE_CATEGORY] = {ROLE_COMMAND,
        "INSERT INTO category(slug, name, path, parent_id) VALUES (?, ?, ?, ?)"},
    [MAKE_TAG] = {ROLE_COMMAND, "INSERT INTO tag(slug, name) VALUES (?, ?)"},
    [MAKE_AUTHOR] = {ROLE_COMMAND, "INSERT INTO author(slug, name) VALUES (?, ?)"},
    /* This and TAGS sort, but never more than LIMIT_TERMS rows. */
    [CATEGORIES] = {ROLE_ANY,
        "SELECT c.id, c.parent_id, c.path, c.name FROM article_category x"
        " JOIN category c ON c.id = x.category_id WHERE x.article_id = ? ORDER BY c.name"},
    /* The order decides more than how tags are shown: site/publish/related_keys.c uses
     * the first ten. */
    [TAGS] = {ROLE_ANY,
        "SELECT t.id, 0, t.slug, t.name FROM article_tag x JOIN tag t ON t.id = x.tag_id"
        " WHERE x.article_id = ? ORDER BY t.name"},
    [CLEAR_CATEGORIES] = {ROLE_COMMAND,
        "DELETE FROM article_category WHERE article_id = ?"},
    [CLEAR_TAGS] = {ROLE_COMMAND, "DELETE FROM article_tag WHERE article_id = ?"},
    /* With DO NOTHING the same term may be given twice. */
    [ADD_CATEGORY] = {ROLE_COMMAND,
        "INSERT INTO article_category(article_id, category_id) VALUES (?, ?)"
        " ON CONFLICT DO NOTHING"},
    [ADD_TAG] = {ROLE_COMMAND,
        "INSERT INTO article_tag(article_id, tag_id) VALUES (?, ?)"
        " ON CONFLICT DO NOTHING"},
    [PARENT] = {ROLE_ANY, "SELECT parent_id FROM category WHERE id = ?"},
    /* Through the listing, because a category without posts would be a link to 404. */
    [TOP] = {ROLE_ANY, "SELECT c.id, 0, c.path, c.name FROM category c JOIN listing l"
                       " ON l.kind = 'category' AND l.object_id = c.id AND l.count > 0"
                       " WHERE c.parent_id IS NULL ORDER BY c.name LIMIT ?"},
    [AROUND_CATEGORY] = {ROLE_ANY,
        "SELECT t.id, 0, t.slug, t.name" AROUND("category", "path")},
    [AROUND_TAG] = {ROLE_ANY, "SELECT t.id, 0, t.slug, t.name" AROUND("tag", "slug")},
    [AROUND_AUTHOR] = {ROLE_ANY,
        "SELECT t.id, 0, t.slug, t.name" AROUND("author", "slug")},
};
const struct statement_table term_statements = STATEMENT_TABLE(statements);

/* Statements by kind of term. */
static const int find_statements[] = {[TERM_CATEGORY] = FIND_CATEGORY,
    [TERM_TAG] = FIND_TAG,
    [TERM_AUTHOR] = FIND_AUTHOR};
static const int make_statements[] = {[TERM_CATEGORY] = MAKE_CATEGORY,
    [TERM_TAG] = MAKE_TAG,
    [TERM_AUTHOR] = MAKE_AUTHOR};

static enum err term_read_row(struct arena *a, struct statement *st, struct term *out) {
  struct term t = {
      .id = statement_int(st, 0),
      .parent_id = statement_int(st, 1),
      /* The path of a category, which has the slugs of its ancestors. */
      .slug = statement_text(a, st, 2),
      .name = statement_text(a, st, 3),
  };
  if (!t.slug || !t.name)
    return ERR_NOMEM;
  *out = t;
  return OK;
}

static enum err term_read_one(
    struct db *s, struct arena *a, struct statement *st, struct term *out) {
  enum err e = statement_one(s, st);
  if (e)
    return e;
  e = term_read_row(a, st, out);
  statement_reset(st);
  return e;
}

static enum err term_find_by(
    struct db *s, struct arena *a, int statement, const char *key, struct term *out) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_TERM, statement, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, key);
  return term_read_one(s, a, st, out);
}

enum err term_find(struct db *s, struct arena *a, enum term_kind kind, const char *slug,
    struct term *out) {
  return term_find_by(s, a, find_statements[kind], slug, out);
}

enum err term_by_id(
    struct db *s, struct arena *a, enum term_kind kind, int64_t id, struct term *out) {
  static const int statement[] = {[TERM_CATEGORY] = CATEGORY_BY_ID,
      [TERM_TAG] = TAG_BY_ID,
      [TERM_AUTHOR] = AUTHOR_BY_ID};
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_TERM, statement[kind], id, &st);
  return e ? e : term_read_one(s, a, st, out);
}

/* Inside txn_write no other process can add the same term between the search and the
 * insertion. An author is found by name too, because front matter gives only the name,
 * and the slug of an author imported from elsewhere may not be derived from it. */
enum err term_ensure(struct db *s, struct arena *a, enum term_kind kind,
    const struct term *parent, const char *slug, const char *name, struct term *out) {
  struct statement *st;
  const char *path = parent ? arena_printf(a, "%s/%s", parent->slug, slug) : slug;
  if (!path)
    return ERR_NOMEM;
  enum err e = term_find_by(s, a, find_statements[kind], path, out);
  if (e == ERR_NOT_FOUND && kind == TERM_AUTHOR)
    e = term_find_by(s, a, FIND_AUTHOR_BY_NAME, name, out);
  if (e != ERR_NOT_FOUND)
    return e;
  e = statement_get(s, TABLE_TERM, make_statements[kind], &st);
  if (e)
    return e;
  statement_bind_text(st, 1, slug);
  statement_bind_text(st, 2, name);
  /* Tags and authors have no path and no parent, and their statements no such
   * parameters. */
  if (kind == TERM_CATEGORY) {
    statement_bind_text(st, 3, path);
    if (parent)
      statement_bind_int(st, 4, parent->id);
  }
  e = statement_run(s, st);
  /* Read back instead of put together, so that both ways return the same. */
  return e ? e : term_find_by(s, a, find_statements[kind], path, out);
}

static enum err term_read_list(struct db *s, struct arena *a, struct statement *st,
    struct term **out, size_t *count) {
  struct term *list = arena_array(a, LIMIT_TERMS, sizeof *list);
  size_t n = 0;
  enum err e = list ? OK : ERR_NOMEM;
  while (!e && n < LIMIT_TERMS && statement_next(s, st, &e))
    e = term_read_row(a, st, &list[n++]);
  statement_reset(st);
  if (e)
    return e;
  *out = list;
  *count = n;
  return OK;
}

enum err term_after(struct db *s, struct arena *a, enum term_kind kind,
    const char *slug, bool *found, struct term *out) {
  static const int statements_after[] = {[TERM_CATEGORY] = AFTER_CATEGORY,
      [TERM_TAG] = AFTER_TAG,
      [TERM_AUTHOR] = AFTER_AUTHOR};
  struct statement *st = NULL;
  enum err e = statement_get(s, TABLE_TERM, statements_after[kind], &st);
  if (e)
    return e;
  statement_bind_text(st, 1, slug);
  bool row = statement_next(s, st, &e);
  if (row)
    e = term_read_row(a, st, out);
  statement_reset(st);
  if (!e)
    *found = row;
  return e;
}

enum err term_of_article(struct db *s, struct arena *a, enum term_kind kind,
    int64_t article, struct term **out, size_t *count) {
  struct statement *st;
  enum err e = statement_get_id(
      s, TABLE_TERM, kind == TERM_CATEGORY ? CATEGORIES : TAGS, article, &st);
  if (e)
    return e;
  return term_read_list(s, a, st, out, count);
}

enum err term_set_for_article(struct db *s, enum term_kind kind, int64_t article,
    const int64_t *ids, size_t count) {
  struct statement *st;
  enum err e = statement_run_id(
      s, TABLE_TERM, kind == TERM_CATEGORY ? CLEAR_CATEGORIES : CLEAR_TAGS, article);
  for (size_t i = 0; !e && i < count; i++) {
    e = statement_get_id(
        s, TABLE_TERM, kind == TERM_CATEGORY ? ADD_CATEGORY : ADD_TAG, article, &st);
    if (e)
      break;
    statement_bind_int(st, 2, ids[i]);
    e = statement_run(s, st);
  }
  return e;
}

enum err term_parent(struct db *s, int64_t id, int64_t *parent) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_TERM, PARENT, id, &st);
  if (e)
    return e;
  /* NULL, the parent of a category at the top, is read as 0. */
  return statement_number(s, st, parent);
}

enum err term_top_categories(
    struct db *s, struct arena *a, struct term **out, size_t *count) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_TERM, TOP, &st);
  if (e)
    return e;
  /* Every footer shows these links (site/pages/layout_cache.c), and only these. */
  statement_bind_int(st, 1, 30);
  return term_read_list(s, a, st, out, count);
}

enum err term_around(struct db *s, struct arena *a, enum term_kind kind,
    const char *slug, size_t most, struct term *out, size_t *count) {
  static const int statements_around[] = {[TERM_CATEGORY] = AROUND_CATEGORY,
      [TERM_TAG] = AROUND_TAG,
      [TERM_AUTHOR] = AROUND_AUTHOR};
  struct statement *st = NULL;
  size_t n = 0;
  enum err e = statement_get(s, TABLE_TERM, statements_around[kind], &st);
  if (e)
    return e;
  statement_bind_text(st, 1, slug);
  statement_bind_int(st, 2, (int64_t)most);
  while (statement_next(s, st, &e))
    /* Either half of AROUND has at most `most` rows. */
    e = term_read_row(a, st, &out[n++]);
  if (!e)
    *count = n;
  return e;
}
