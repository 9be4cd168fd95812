#include "store/listing.h"

#include <stdlib.h>

#include "store/connection.h"
#include "store/gate.h"
#include "store/span.h"

/* Added to the position of a pinned article: sorts before all times. */
#define PINNED (INT64_C(1) << 62)

enum { WRITE = ROLE_KEEPER | ROLE_COMMAND };

enum { FIND, MAKE, PAGE, ADD, REMOVE, MEMBERSHIPS, COUNT };

static const struct statement statements[] = {
    [FIND] = {ROLE_ANY,
        "SELECT id, count FROM listing WHERE kind = ? AND object_id = ?"},
    [MAKE] = {WRITE,
        "INSERT INTO listing(kind, object_id, count) VALUES (?, ?, 0) RETURNING id"},
    [PAGE] = {ROLE_ANY,
        "SELECT article_id FROM listing_entry WHERE listing_id = ? AND key < ?"
        " AND key >= ? ORDER BY key DESC"},
    [ADD] = {WRITE,
        "INSERT INTO listing_entry(listing_id, key, article_id) VALUES (?, ?, ?)"},
    [REMOVE] = {WRITE, "DELETE FROM listing_entry WHERE listing_id = ? AND key = ?"},
    [MEMBERSHIPS] = {ROLE_ANY,
        "SELECT listing_id, key FROM listing_entry WHERE article_id = ?"},
    [COUNT] = {WRITE, "UPDATE listing SET count = count + ?2 WHERE id = ?1"},
};
const struct statement_table listing_statements = STATEMENT_TABLE(statements);

static const char *const kinds[] = {
    [LISTING_HOME] = "home",
    [LISTING_ALL] = "all",
    [LISTING_CATEGORY] = "category",
    [LISTING_TAG] = "tag",
    [LISTING_AUTHOR] = "author",
};

enum err listing_find(
    struct store *s, enum listing_kind kind, int64_t object, struct listing *out) {
  sqlite3_stmt *st;
  struct listing found = {.from = INT64_MIN, .until = INT64_MAX};
  enum err e = statement_get(s, TABLE_LISTING, FIND, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, kinds[kind]);
  sqlite3_bind_int64(st, 2, object);
  e = statement_row(s, st);
  if (!e) {
    found.id = sqlite3_column_int64(st, 0);
    found.count = sqlite3_column_int64(st, 1);
    sqlite3_reset(st);
  } else if (e != ERR_NOT_FOUND) {
    return e;
  }
  *out = found;
  return OK;
}

enum err listing_dates(
    struct store *s, int64_t from, int64_t until, struct listing *out) {
  struct listing found = {0};
  int64_t newer = 0, all = 0;
  enum err e = listing_find(s, LISTING_ALL, 0, &found);
  if (!e)
    e = span_count_from(s, found.id, until, &newer);
  if (!e)
    e = span_count_from(s, found.id, from, &all);
  if (e)
    return e;
  found.from = from;
  found.until = until;
  found.before = newer;
  found.count = all - newer;
  *out = found;
  return OK;
}

enum err listing_page(
    struct store *s, const struct listing *l, int64_t first, int64_t *ids, int *count) {
  int64_t high = INT64_MAX, skip = 0;
  int wanted = *count, got = 0;
  sqlite3_stmt *st;
  if (first >= l->count) {
    *count = 0;
    return OK;
  }
  enum err e = span_find(s, l->id, l->before + first, &high, &skip);
  if (!e)
    e = statement_get_id(s, TABLE_LISTING, PAGE, l->id, &st);
  if (e)
    return e;
  sqlite3_bind_int64(st, 2, high);
  sqlite3_bind_int64(st, 3, l->from);
  while (got < wanted && (e = statement_row(s, st)) == OK)
    if (skip-- <= 0)
      ids[got++] = sqlite3_column_int64(st, 0);
  sqlite3_reset(st);
  if (e && e != ERR_NOT_FOUND)
    return e;
  *count = got;
  return OK;
}

static enum err count(struct store *s, int64_t listing, int64_t change) {
  sqlite3_stmt *st;
  enum err e = statement_get_id(s, TABLE_LISTING, COUNT, listing, &st);
  if (e)
    return e;
  sqlite3_bind_int64(st, 2, change);
  e = statement_run(s, st);
  return e ? e : gate_touch(s, GATE_LISTING, listing);
}

static enum err make(
    struct store *s, enum listing_kind kind, int64_t object, int64_t *id) {
  sqlite3_stmt *st;
  enum err e = statement_get(s, TABLE_LISTING, MAKE, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, kinds[kind]);
  sqlite3_bind_int64(st, 2, object);
  return statement_number(s, st, id);
}

enum err listing_add(struct store *s, enum listing_kind kind, int64_t object,
    int64_t article, int64_t position, bool pinned) {
  struct listing l = {0};
  sqlite3_stmt *st;
  int64_t key = position + (pinned && kind == LISTING_HOME ? PINNED : 0);
  enum err e = listing_find(s, kind, object, &l);
  if (!e && l.id == 0)
    e = make(s, kind, object, &l.id);
  if (!e)
    e = statement_get_id(s, TABLE_LISTING, ADD, l.id, &st);
  if (e)
    return e;
  sqlite3_bind_int64(st, 2, key);
  sqlite3_bind_int64(st, 3, article);
  e = statement_run(s, st);
  if (!e)
    e = span_add(s, l.id, key);
  return e ? e : count(s, l.id, 1);
}

/* One membership of an article. */
struct membership {
  int64_t listing, key;
};

static enum err memberships(
    struct store *s, int64_t article, struct membership **out, size_t *n) {
  struct membership *list = NULL;
  size_t len = 0, cap = 0;
  sqlite3_stmt *st;
  enum err e = statement_get_id(s, TABLE_LISTING, MEMBERSHIPS, article, &st);
  if (e)
    return e;
  while ((e = statement_row(s, st)) == OK) {
    if (len == cap) {
      cap = cap ? cap * 2 : 16;
      struct membership *more = realloc(list, cap * sizeof *list);
      if (!more) {
        sqlite3_reset(st);
        e = ERR_NOMEM;
        break;
      }
      list = more;
    }
    list[len++] =
        (struct membership){sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1)};
  }
  if (e != ERR_NOT_FOUND) {
    free(list);
    return e;
  }
  *out = list;
  *n = len;
  return OK;
}

enum err listing_remove_all(struct store *s, int64_t article) {
  struct membership *list = NULL;
  size_t n = 0;
  sqlite3_stmt *st;
  enum err e = memberships(s, article, &list, &n);
  for (size_t i = 0; !e && i < n; i++) {
    e = statement_get_id(s, TABLE_LISTING, REMOVE, list[i].listing, &st);
    if (e)
      break;
    sqlite3_bind_int64(st, 2, list[i].key);
    e = statement_run(s, st);
    if (!e)
      e = span_remove(s, list[i].listing, list[i].key);
    if (!e)
      e = count(s, list[i].listing, -1);
  }
  free(list);
  return e;
}
