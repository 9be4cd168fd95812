#include "db/model/listing_bucket.h"

#include <stdbool.h>

#include "db/statement.h"

/* The entries of a listing, ordered by key, are divided into buckets (level 1) of up to
 * FULL entries, and these into larger buckets (level 2) of up to FULL buckets. Each
 * bucket has its lowest possible key, `low`, and the number of entries; it ends where
 * the next one of its level begins. So the entry of a rank is found by adding up at
 * most a few hundred counts on each level, for up to FULL * FULL / 2 entries and more,
 * where OFFSET would step over all the newer entries.
 *
 * Invariants, which db/integrity.c checks:
 * - A bucket's count is the number of entries, or the sum of the counts, that it
 * covers.
 * - The first bucket of each level begins at INT64_MIN, so every key lies in a bucket.
 * - A bucket of level 2 begins where one of level 1 begins; none straddles a boundary.
 *
 * Empty buckets are deleted unless the last two invariants need them. */
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
  NTH_BUCKET,
  COUNT_ENTRIES,
  SUM_BUCKETS,
  WALK,
};

static const struct statement_sql statements[] = {
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
    /* These two have no LIMIT: listing_bucket_nth steps to the row it needs and stops.
     * The primary keys of both tables have the rows in this order. */
    [NTH_ENTRY] = {ROLE_ANY,
        "SELECT key FROM listing_entry WHERE listing_id = ? AND key >= ? ORDER BY key"},
    [NTH_BUCKET] = {ROLE_ANY,
        "SELECT low FROM listing_bucket WHERE listing_id = ? AND level = 1 AND low >= ?"
        " ORDER BY low"},
    [COUNT_ENTRIES] = {ROLE_ANY,
        "SELECT count(*) FROM listing_entry WHERE listing_id = ? AND key >= ?"
        " AND key < ?"},
    [SUM_BUCKETS] = {ROLE_ANY,
        "SELECT coalesce(CAST(sum(count) AS bigint), 0) FROM listing_bucket WHERE listing_id = ?"
        " AND level = ? AND low >= ? AND low < ?"},
    /* From the newest bucket to the oldest, as lists are shown. */
    [WALK] = {ROLE_ANY,
        "SELECT low, count FROM listing_bucket WHERE listing_id = ? AND level = ?"
        " AND low < ? ORDER BY low DESC"},
};
const struct statement_table listing_bucket_statements = STATEMENT_TABLE(statements);

/* Gets a statement and binds its numbers, in order. */
static enum err listing_bucket_statement(
    struct db *s, int i, int count, const int64_t *values, struct statement **st) {
  enum err e = statement_get(s, TABLE_LISTING_BUCKET, i, st);
  for (int n = 0; !e && n < count; n++)
    statement_bind_int(*st, n + 1, values[n]);
  return e;
}
/* Two arguments: the number of values, and an array of them, which lives until the end
 * of the caller's block. */
#define VALUES(...)                                                                    \
  (int)(sizeof((int64_t[]){__VA_ARGS__}) / sizeof(int64_t)), (int64_t[]) {             \
    __VA_ARGS__                                                                        \
  }

/* Reads the number of a row; `none` if there is no row. */
static enum err listing_bucket_number(
    struct db *s, struct statement *st, int64_t none, int64_t *out) {
  bool found = false;
  enum err e = statement_number_if_any(s, st, &found, out);
  if (!e && !found)
    *out = none;
  return e;
}

/* Reads the number in row `n`, from 0. ERR_NOT_FOUND if there are fewer rows: the
 * counts of the buckets are wrong then. statement_one does not reset the statement
 * after a row, so each call moves on by one. */
static enum err listing_bucket_nth(
    struct db *s, struct statement *st, int n, int64_t *out) {
  enum err e = OK;
  for (int i = 0; !e && i <= n; i++)
    e = statement_one(s, st);
  if (!e) {
    *out = statement_int(st, 0);
    statement_reset(st);
  }
  return e;
}

/* A bucket, and where the next one of its level begins. */
struct bucket {
  int64_t low, next, count;
};

/* ERR_NOT_FOUND only if the level has no bucket at all: the first one begins at
 * INT64_MIN. */
static enum err listing_bucket_around(
    struct db *s, int64_t listing, int level, int64_t key, struct bucket *out) {
  struct statement *st;
  struct bucket found;
  enum err e = listing_bucket_statement(s, FIND_LOW, VALUES(listing, level, key), &st);
  if (!e)
    e = statement_one(s, st);
  if (e)
    return e;
  found.low = statement_int(st, 0);
  found.count = statement_int(st, 1);
  statement_reset(st);
  /* The last bucket of a level ends nowhere: INT64_MAX stands for that. */
  e = listing_bucket_statement(s, FIND_NEXT, VALUES(listing, level, key), &st);
  if (!e)
    e = listing_bucket_number(s, st, INT64_MAX, &found.next);
  if (!e)
    *out = found;
  return e;
}

static enum err listing_bucket_change_count(
    struct db *s, int64_t listing, int level, int64_t low, int64_t n) {
  struct statement *st;
  enum err e = listing_bucket_statement(s, ADD, VALUES(listing, level, low, n), &st);
  return e ? e : statement_run(s, st);
}

static enum err listing_bucket_insert(
    struct db *s, int64_t listing, int level, int64_t low, int64_t n) {
  struct statement *st;
  enum err e = listing_bucket_statement(s, INSERT, VALUES(listing, level, low, n), &st);
  return e ? e : statement_run(s, st);
}

/* Splits a bucket of level 1 at its middle entry. */
static enum err listing_bucket_split_entries(
    struct db *s, int64_t listing, const struct bucket *full) {
  struct statement *st;
  int64_t middle = 0;
  /* The older half keeps `low`, so that a bucket of level 2 that begins there still
   * does. */
  enum err e = listing_bucket_statement(s, NTH_ENTRY, VALUES(listing, full->low), &st);
  if (!e)
    e = listing_bucket_nth(s, st, HALF, &middle);
  if (!e)
    e = listing_bucket_insert(s, listing, 1, middle, full->count - HALF);
  if (!e)
    e = listing_bucket_change_count(s, listing, 1, full->low, HALF - full->count);
  return e;
}

/* Splits the bucket of level 2 that covers `key` if it covers too many of level 1. The
 * new bucket begins where one of level 1 does, which keeps the third invariant. Its
 * count is summed up from its children, which need not be equally full. */
static enum err listing_bucket_split_buckets(
    struct db *s, int64_t listing, int64_t key) {
  struct bucket over = {0};
  struct statement *st;
  int64_t children = 0, middle = 0, upper = 0;
  enum err e = listing_bucket_around(s, listing, 2, key, &over);
  if (!e)
    e = listing_bucket_statement(
        s, CHILDREN, VALUES(listing, over.low, over.next), &st);
  if (!e)
    e = listing_bucket_number(s, st, 0, &children);
  if (e || children <= FULL)
    return e;
  e = listing_bucket_statement(s, NTH_BUCKET, VALUES(listing, over.low), &st);
  if (!e)
    e = listing_bucket_nth(s, st, HALF, &middle);
  if (!e)
    e = listing_bucket_statement(
        s, SUM_BUCKETS, VALUES(listing, 1, middle, over.next), &st);
  if (!e)
    e = listing_bucket_number(s, st, 0, &upper);
  if (!e)
    e = listing_bucket_insert(s, listing, 2, middle, upper);
  if (!e)
    e = listing_bucket_change_count(s, listing, 2, over.low, -upper);
  return e;
}

enum err listing_bucket_add(struct db *s, int64_t listing, int64_t key) {
  struct bucket one = {0}, two = {0};
  enum err e = listing_bucket_around(s, listing, 1, key, &one);
  if (e == ERR_NOT_FOUND) {
    /* The first buckets cover every key that may come later. */
    e = listing_bucket_insert(s, listing, 1, INT64_MIN, 1);
    return e ? e : listing_bucket_insert(s, listing, 2, INT64_MIN, 1);
  }
  if (!e)
    e = listing_bucket_around(s, listing, 2, key, &two);
  if (!e)
    e = listing_bucket_change_count(s, listing, 1, one.low, 1);
  if (!e)
    e = listing_bucket_change_count(s, listing, 2, two.low, 1);
  /* one.count was read before the entry was counted. Only a split of level 1 adds a
   * bucket there, so level 2 is examined only after one. */
  if (e || ++one.count <= FULL)
    return e;
  e = listing_bucket_split_entries(s, listing, &one);
  return e ? e : listing_bucket_split_buckets(s, listing, key);
}

/* Counts one entry out of a bucket, and deletes the bucket if it is empty and none of
 * the invariants needs it. */
static enum err listing_bucket_count_out(
    struct db *s, int64_t listing, int level, int64_t key) {
  struct bucket bucket = {0};
  struct statement *st;
  enum err e = listing_bucket_around(s, listing, level, key, &bucket);
  if (!e)
    e = listing_bucket_change_count(s, listing, level, bucket.low, -1);
  /* bucket.count was read before the entry was counted out. The first bucket of a level
   * stays, even if it is empty. */
  if (e || bucket.count > 1 || bucket.low == INT64_MIN)
    return e;
  /* The bucket of level 1 where one of level 2 begins must stay. */
  if (level == 1) {
    struct bucket over = {0};
    e = listing_bucket_around(s, listing, 2, key, &over);
    if (e || over.low == bucket.low)
      return e;
  } else {
    int64_t children = 0;
    e = listing_bucket_statement(
        s, CHILDREN, VALUES(listing, bucket.low, bucket.next), &st);
    if (!e)
      e = listing_bucket_number(s, st, 0, &children);
    if (e || children > 1)
      return e;
  }
  e = listing_bucket_statement(
      s, DELETE_EMPTY, VALUES(listing, level, bucket.low), &st);
  return e ? e : statement_run(s, st);
}

/* Level 1 first: whether a bucket of level 2 can go depends on what is left below
 * it. */
enum err listing_bucket_remove(struct db *s, int64_t listing, int64_t key) {
  enum err e = listing_bucket_count_out(s, listing, 1, key);
  return e ? e : listing_bucket_count_out(s, listing, 2, key);
}

/* Walks the buckets of a level from the newest below `high` to the one that `rank` lies
 * in. *high becomes where that bucket ends, *rank the rank inside it. On level 1 the
 * walk begins inside the bucket found on level 2, so it ends there as well. */
static enum err listing_bucket_descend(
    struct db *s, int64_t listing, int level, int64_t *high, int64_t *rank) {
  struct statement *st = NULL;
  enum err e = listing_bucket_statement(s, WALK, VALUES(listing, level, *high), &st);
  while (statement_next(s, st, &e)) {
    int64_t count = statement_int(st, 1);
    if (*rank < count) {
      statement_reset(st);
      return OK;
    }
    *rank -= count;
    *high = statement_int(st, 0);
  }
  return e ? e : ERR_NOT_FOUND;
}

enum err listing_bucket_find(
    struct db *s, int64_t listing, int64_t rank, int64_t *high, int64_t *skip) {
  int64_t below = INT64_MAX, left = rank;
  enum err e = listing_bucket_descend(s, listing, 2, &below, &left);
  if (!e)
    e = listing_bucket_descend(s, listing, 1, &below, &left);
  if (e)
    return e;
  *high = below;
  *skip = left;
  return OK;
}

enum err listing_bucket_count_from(
    struct db *s, int64_t listing, int64_t key, int64_t *out) {
  struct bucket one = {0}, two = {0};
  struct statement *st;
  /* Three parts of the range are added up: single entries to the end of the bucket
   * of `key`, buckets to the end of its larger bucket, and all larger buckets after
   * that. */
  int64_t entries = 0, buckets = 0, tops = 0;
  enum err e = listing_bucket_around(s, listing, 1, key, &one);
  if (e == ERR_NOT_FOUND) {
    *out = 0;
    return OK;
  }
  if (!e)
    e = listing_bucket_around(s, listing, 2, key, &two);
  if (!e)
    e = listing_bucket_statement(s, COUNT_ENTRIES, VALUES(listing, key, one.next), &st);
  if (!e)
    e = listing_bucket_number(s, st, 0, &entries);
  if (!e)
    e = listing_bucket_statement(
        s, SUM_BUCKETS, VALUES(listing, 1, one.next, two.next), &st);
  if (!e)
    e = listing_bucket_number(s, st, 0, &buckets);
  if (!e)
    e = listing_bucket_statement(
        s, SUM_BUCKETS, VALUES(listing, 2, two.next, INT64_MAX), &st);
  if (!e)
    e = listing_bucket_number(s, st, 0, &tops);
  if (!e)
    *out = entries + buckets + tops;
  return e;
}
