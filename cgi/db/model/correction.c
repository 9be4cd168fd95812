#include "db/model/correction.h"

#include "db/statement.h"
#include "db/txn.h"

enum { OF_ARTICLE, NEWEST, COUNT, ADD, UPDATE, DELETE, ANY, BEFORE, KEEP, FORGET };

#define COLUMNS "c.id, c.article_id, c.at, c.note, c.changes, c.in_file"

static const struct statement_sql statements[] = {
    [OF_ARTICLE] = {ROLE_WEB | ROLE_COMMAND,
        "SELECT " COLUMNS
        " FROM correction c WHERE c.article_id = ? ORDER BY c.at, c.id"},
    /* By the index on times: the last pages of a long list read all of it, as small as
     * its rows are. */
    [NEWEST] = {ROLE_WEB | ROLE_COMMAND,
        "SELECT " COLUMNS " FROM correction c JOIN article a ON a.id = c.article_id"
        " WHERE a.status = 'publish' AND a.permalink IS NOT NULL"
        " ORDER BY c.at DESC, c.id DESC LIMIT ?2 OFFSET ?1"},
    [COUNT] = {ROLE_WEB | ROLE_COMMAND,
        "SELECT count(*) FROM correction c JOIN article a ON a.id = c.article_id"
        " WHERE a.status = 'publish' AND a.permalink IS NOT NULL"},
    [ADD] = {ROLE_COMMAND,
        "INSERT INTO correction(article_id, at, note, changes, in_file)"
        " VALUES (?1, ?2, ?3, ?4, ?5)"},
    [UPDATE] = {ROLE_COMMAND,
        "UPDATE correction SET at = ?2, note = ?3, changes = ?4, in_file = ?5"
        " WHERE id = ?1"},
    [DELETE] = {ROLE_COMMAND, "DELETE FROM correction WHERE id = ?"},
    [ANY] = {ROLE_COMMAND | ROLE_SCHEDULER,
        "SELECT 1 FROM correction WHERE article_id = ? LIMIT 1"},
    [BEFORE] = {ROLE_COMMAND,
        "SELECT text FROM correction_before WHERE article_id = ?"},
    [KEEP] = {ROLE_COMMAND,
        "INSERT INTO correction_before(article_id, text) VALUES (?1, ?2)"
        " ON CONFLICT DO NOTHING"},
    [FORGET] = {ROLE_COMMAND, "DELETE FROM correction_before WHERE article_id = ?"},
};
const struct statement_table correction_statements = STATEMENT_TABLE(statements);

static enum err correction_read(struct db *s, struct arena *a, struct statement *st,
    struct correction **out, size_t *count) {
  struct correction *list = NULL;
  size_t n = 0, room = 0;
  enum err e = OK;
  while (statement_next(s, st, &e)) {
    struct correction *grown = arena_grow(a, list, n, &room, sizeof *list);
    struct correction c = {.id = statement_int(st, 0),
        .article_id = statement_int(st, 1),
        .at = statement_int(st, 2),
        .note = statement_text(a, st, 3),
        .changes = statement_text(a, st, 4),
        .in_file = statement_int(st, 5) != 0};
    if (!grown || !c.note || !c.changes) {
      e = ERR_NOMEM;
      continue;
    }
    list = grown;
    list[n++] = c;
  }
  if (e)
    return e;
  *out = list;
  *count = n;
  return OK;
}

enum err correction_of_article(struct db *s, struct arena *a, int64_t article,
    struct correction **out, size_t *count) {
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_CORRECTION, OF_ARTICLE, article, &st);
  return e ? e : correction_read(s, a, st, out, count);
}

enum err correction_newest(struct db *s, struct arena *a, int64_t skip, int64_t most,
    struct correction **out, size_t *count) {
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_CORRECTION, NEWEST, skip, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, most);
  return correction_read(s, a, st, out, count);
}

enum err correction_count(struct db *s, int64_t *out) {
  struct statement *st = NULL;
  enum err e = statement_get(s, TABLE_CORRECTION, COUNT, &st);
  return e ? e : statement_number(s, st, out);
}

/* The article's own page, and whatever shows when it was updated, changes as well. */
static enum err correction_invalidate_both(struct db *s, int64_t article) {
  enum err e = txn_invalidate(s, DEP_ARTICLE, article);
  return e ? e : txn_invalidate(s, DEP_ARTICLE, 0);
}

/* ADD and UPDATE have the same values, except for the first. */
static enum err correction_write(
    struct db *s, int statement, int64_t first, const struct correction *c) {
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_CORRECTION, statement, first, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, c->at);
  statement_bind_text(st, 3, c->note);
  statement_bind_text(st, 4, c->changes);
  statement_bind_int(st, 5, c->in_file);
  e = statement_run(s, st);
  return e ? e : correction_invalidate_both(s, c->article_id);
}

enum err correction_add(struct db *s, const struct correction *c) {
  return correction_write(s, ADD, c->article_id, c);
}

enum err correction_update(struct db *s, const struct correction *c) {
  return correction_write(s, UPDATE, c->id, c);
}

enum err correction_delete(struct db *s, int64_t article, int64_t id) {
  enum err e = statement_run_id(s, TABLE_CORRECTION, DELETE, id);
  return e ? e : correction_invalidate_both(s, article);
}

enum err correction_invalidate(struct db *s, int64_t article) {
  struct statement *st = NULL;
  bool found = false;
  int64_t one = 0;
  enum err e = statement_get_id(s, TABLE_CORRECTION, ANY, article, &st);
  if (!e)
    e = statement_number_if_any(s, st, &found, &one);
  return e || !found ? e : txn_invalidate(s, DEP_ARTICLE, 0);
}

enum err correction_before(
    struct db *s, struct arena *a, int64_t article, const char **out) {
  struct statement *st = NULL;
  const char *text = NULL;
  enum err e = statement_get_id(s, TABLE_CORRECTION, BEFORE, article, &st);
  while (statement_next(s, st, &e))
    if (!(text = statement_text(a, st, 0)))
      e = ERR_NOMEM;
  if (!e)
    *out = text;
  return e;
}

enum err correction_before_keep(struct db *s, int64_t article, const char *text) {
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_CORRECTION, KEEP, article, &st);
  if (e)
    return e;
  statement_bind_text(st, 2, text);
  return statement_run(s, st);
}

enum err correction_before_forget(struct db *s, int64_t article) {
  return statement_run_id(s, TABLE_CORRECTION, FORGET, article);
}
