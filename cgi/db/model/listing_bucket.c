#include "db/model/listing_bucket.h"

#include <stdbool.h>

#include "db/statement.h"

/* A span that grows past FULL entries (level 1) or spans (level 2) is cut in half. */
enum { FULL = 256, HALF = FULL / 2 };

enum { WRITE = ROLE_SCHEDULER | ROLE_COMMAND };

enum {
  FIND_LOW,
  FIND_NEXT,
  ADD,
  INSERT,
  DELETE_EMPTY,
  CHILDREN,
  NTH_ENTRY,
  NTH_SPAN,
  COUNT_ENTRIES,
  SUM_SPANS,
  WALK,
};

static const struct statement statements[] = {
    [FIND_LOW] = {ROLE_ANY,
        "SELECT low, count FROM listing_bucket WHERE listing_id = ? AND level = ?"
        " AND low <= ? ORDER BY low DESC LIMIT 1"},
    [FIND_NEXT] = {ROLE_ANY,
        "SELECT low FROM listing_bucket WHERE listing_id = ? AND level = ?"
        " AND low > ? ORDER BY low LIMIT 1"},
    [ADD] = {WRITE, "UPDATE listing_bucket SET count = count + ?4"
                    " WHERE listing_id = ?1 AND level = ?2 AND low = ?3"},
    [INSERT] = {WRITE,
        "INSERT INTO listing_bucket(listing_id, level, low, count) VALUES (?1, ?2, ?3, ?4)"},
    [DELETE_EMPTY] = {WRITE,
        "DELETE FROM listing_bucket WHERE listing_id = ? AND level = ? AND low = ?"
        " AND count = 0"},
    [CHILDREN] = {ROLE_ANY,
        "SELECT count(*) FROM listing_bucket WHERE listing_id = ? AND level = 1"
        " AND low >= ? AND low < ?"},
    [NTH_ENTRY] = {ROLE_ANY,
        "SELECT key FROM listing_entry WHERE listing_id = ? AND key >= ? ORDER BY key"},
    [NTH_SPAN] = {ROLE_ANY,
        "SELECT low FROM listing_bucket WHERE listing_id = ? AND level = 1 AND low >= ?"
        " ORDER BY low"},
    [COUNT_ENTRIES] = {ROLE_ANY,
        "SELECT count(*) FROM listing_entry WHERE listing_id = ? AND key >= ?"
        " AND key < ?"},
    [SUM_SPANS] = {ROLE_ANY,
        "SELECT coalesce(sum(count), 0) FROM listing_bucket WHERE listing_id = ?"
        " AND level = ? AND low >= ? AND low < ?"},
    [WALK] = {ROLE_ANY,
        "SELECT low, count FROM listing_bucket WHERE listing_id = ? AND level = ?"
        " AND low < ? ORDER BY low DESC"},
};
const struct statement_table listing_bucket_statements = STATEMENT_TABLE(statements);

/* Binds up to four numbers; statements take them in order. */
static enum err get(
    struct db *s, int i, int count, const int64_t *values, sqlite3_stmt **st) {
  enum err e = statement_get(s, TABLE_LISTING_BUCKET, i, st);
  for (int n = 0; !e && n < count; n++)
    sqlite3_bind_int64(*st, n + 1, values[n]);
  return e;
}
#define VALUES(...)                                                                    \
  (int)(sizeof((int64_t[]){__VA_ARGS__}) / sizeof(int64_t)), (int64_t[]) {             \
    __VA_ARGS__                                                                        \
  }

/* The number a statement yields; `none` where it yields no row. */
static enum err number(struct db *s, sqlite3_stmt *st, int64_t none, int64_t *out) {
  bool found = false;
  enum err e = statement_number_if_any(s, st, &found, out);
  if (!e && !found)
    *out = none;
  return e;
}

/* The number in the row `n` (from 0) of an ordered statement. */
static enum err nth(struct db *s, sqlite3_stmt *st, int n, int64_t *out) {
  enum err e = OK;
  for (int i = 0; !e && i <= n; i++)
    e = statement_one(s, st);
  if (!e) {
    *out = sqlite3_column_int64(st, 0);
    sqlite3_reset(st);
  }
  return e;
}

/* The span of a level that covers `key`, and where the next one begins. */
struct span {
  int64_t low, next, count;
};

static enum err find(
    struct db *s, int64_t listing, int level, int64_t key, struct span *out) {
  sqlite3_stmt *st;
  struct span found;
  enum err e = get(s, FIND_LOW, VALUES(listing, level, key), &st);
  if (!e)
    e = statement_one(s, st);
  if (e)
    return e;
  found.low = sqlite3_column_int64(st, 0);
  found.count = sqlite3_column_int64(st, 1);
  sqlite3_reset(st);
  e = get(s, FIND_NEXT, VALUES(listing, level, key), &st);
  if (!e)
    e = number(s, st, INT64_MAX, &found.next);
  if (!e)
    *out = found;
  return e;
}

static enum err add(struct db *s, int64_t listing, int level, int64_t low, int64_t n) {
  sqlite3_stmt *st;
  enum err e = get(s, ADD, VALUES(listing, level, low, n), &st);
  return e ? e : statement_run(s, st);
}

static enum err insert(
    struct db *s, int64_t listing, int level, int64_t low, int64_t n) {
  sqlite3_stmt *st;
  enum err e = get(s, INSERT, VALUES(listing, level, low, n), &st);
  return e ? e : statement_run(s, st);
}

/* Cuts a span of level 1 in two at its middle entry. */
static enum err split_entries(struct db *s, int64_t listing, const struct span *full) {
  sqlite3_stmt *st;
  int64_t middle = 0;
  enum err e = get(s, NTH_ENTRY, VALUES(listing, full->low), &st);
  if (!e)
    e = nth(s, st, HALF, &middle);
  if (!e)
    e = insert(s, listing, 1, middle, full->count - HALF);
  if (!e)
    e = add(s, listing, 1, full->low, HALF - full->count);
  return e;
}

/* Cuts a span of level 2 in two when it covers too many of level 1. */
static enum err split_spans(struct db *s, int64_t listing, int64_t key) {
  struct span over = {0};
  sqlite3_stmt *st;
  int64_t children = 0, middle = 0, upper = 0;
  enum err e = find(s, listing, 2, key, &over);
  if (!e)
    e = get(s, CHILDREN, VALUES(listing, over.low, over.next), &st);
  if (!e)
    e = number(s, st, 0, &children);
  if (e || children <= FULL)
    return e;
  e = get(s, NTH_SPAN, VALUES(listing, over.low), &st);
  if (!e)
    e = nth(s, st, HALF, &middle);
  if (!e)
    e = get(s, SUM_SPANS, VALUES(listing, 1, middle, over.next), &st);
  if (!e)
    e = number(s, st, 0, &upper);
  if (!e)
    e = insert(s, listing, 2, middle, upper);
  if (!e)
    e = add(s, listing, 2, over.low, -upper);
  return e;
}

enum err listing_bucket_add(struct db *s, int64_t listing, int64_t key) {
  struct span one = {0}, two = {0};
  enum err e = find(s, listing, 1, key, &one);
  if (e == ERR_NOT_FOUND) {
    /* The first spans cover all that can come. */
    e = insert(s, listing, 1, INT64_MIN, 1);
    return e ? e : insert(s, listing, 2, INT64_MIN, 1);
  }
  if (!e)
    e = find(s, listing, 2, key, &two);
  if (!e)
    e = add(s, listing, 1, one.low, 1);
  if (!e)
    e = add(s, listing, 2, two.low, 1);
  if (e || ++one.count <= FULL)
    return e;
  e = split_entries(s, listing, &one);
  return e ? e : split_spans(s, listing, key);
}

/* Takes one out of a span and the span away when it is empty, unless it is the first
 * or, on level 2, still has spans below it. */
static enum err take(struct db *s, int64_t listing, int level, int64_t key) {
  struct span span = {0};
  sqlite3_stmt *st;
  enum err e = find(s, listing, level, key, &span);
  if (!e)
    e = add(s, listing, level, span.low, -1);
  if (e || span.count > 1 || span.low == INT64_MIN)
    return e;
  /* A span of level 2 begins where one of level 1 does; that one must stay. */
  if (level == 1) {
    struct span over = {0};
    e = find(s, listing, 2, key, &over);
    if (e || over.low == span.low)
      return e;
  } else {
    int64_t children = 0;
    e = get(s, CHILDREN, VALUES(listing, span.low, span.next), &st);
    if (!e)
      e = number(s, st, 0, &children);
    if (e || children > 1)
      return e;
  }
  e = get(s, DELETE_EMPTY, VALUES(listing, level, span.low), &st);
  return e ? e : statement_run(s, st);
}

enum err listing_bucket_remove(struct db *s, int64_t listing, int64_t key) {
  enum err e = take(s, listing, 1, key);
  return e ? e : take(s, listing, 2, key);
}

/* Walks the spans of a level downwards from below `high` until `rank` lies in one. */
static enum err descend(
    struct db *s, int64_t listing, int level, int64_t *high, int64_t *rank) {
  sqlite3_stmt *st = NULL;
  enum err e = get(s, WALK, VALUES(listing, level, *high), &st);
  while (statement_next(s, st, &e)) {
    int64_t count = sqlite3_column_int64(st, 1);
    if (*rank < count) {
      sqlite3_reset(st);
      return OK;
    }
    *rank -= count;
    *high = sqlite3_column_int64(st, 0);
  }
  return e ? e : ERR_NOT_FOUND;
}

enum err listing_bucket_find(
    struct db *s, int64_t listing, int64_t rank, int64_t *high, int64_t *skip) {
  int64_t below = INT64_MAX, left = rank;
  enum err e = descend(s, listing, 2, &below, &left);
  if (!e)
    e = descend(s, listing, 1, &below, &left);
  if (e)
    return e;
  *high = below;
  *skip = left;
  return OK;
}

enum err listing_bucket_count_from(
    struct db *s, int64_t listing, int64_t key, int64_t *out) {
  struct span one = {0}, two = {0};
  sqlite3_stmt *st;
  int64_t entries = 0, spans = 0, tops = 0;
  enum err e = find(s, listing, 1, key, &one);
  if (e == ERR_NOT_FOUND) {
    *out = 0;
    return OK;
  }
  if (!e)
    e = find(s, listing, 2, key, &two);
  if (!e)
    e = get(s, COUNT_ENTRIES, VALUES(listing, key, one.next), &st);
  if (!e)
    e = number(s, st, 0, &entries);
  if (!e)
    e = get(s, SUM_SPANS, VALUES(listing, 1, one.next, two.next), &st);
  if (!e)
    e = number(s, st, 0, &spans);
  if (!e)
    e = get(s, SUM_SPANS, VALUES(listing, 2, two.next, INT64_MAX), &st);
  if (!e)
    e = number(s, st, 0, &tops);
  if (!e)
    *out = entries + spans + tops;
  return e;
}
