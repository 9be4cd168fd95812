#include "db/model/listing.h"

#include <string.h>

#include "db/model/listing_bucket.h"
#include "db/statement.h"
#include "db/txn.h"

/* Added to the position of a pinned article on the home page, which sorts it before
 * every date, and the pinned ones among themselves by date. The end of the year 9999 is
 * below 2^58 microseconds, so that neither overlap nor overflow is possible. */
#define PINNED (INT64_C(1) << 62)

enum { WRITE = ROLE_SCHEDULER | ROLE_COMMAND };

enum { FIND, SUBJECT, NEXT, NEWEST_BEFORE, MAKE, PAGE, ADD, REMOVE, PLACEMENTS, COUNT };

static const struct statement_sql statements[] = {
    /* The index of the constraint UNIQUE (kind, object_id) serves this. */
    [FIND] = {ROLE_ANY,
        "SELECT id, count FROM listing WHERE kind = ? AND object_id = ?"},
    [SUBJECT] = {ROLE_ANY, "SELECT kind, object_id FROM listing WHERE id = ?"},
    /* A listing that has become empty keeps its row, which no role may delete: its ID,
     * part of dependency keys, never means another list. */
    [NEXT] = {ROLE_ANY,
        "SELECT id FROM listing WHERE id > ? AND count > 0 ORDER BY id LIMIT 1"},
    /* The primary key (listing_id, key) has the entries in this order: one row is
     * read. */
    [NEWEST_BEFORE] = {ROLE_ANY,
        "SELECT key FROM listing_entry WHERE key < ?1 AND listing_id ="
        " (SELECT id FROM listing WHERE kind = 'all') ORDER BY key DESC LIMIT 1"},
    [MAKE] = {WRITE,
        "INSERT INTO listing(kind, object_id, count) VALUES (?, ?, 0) RETURNING id"},
    /* The upper bound is excluded: listing_bucket_find returns where a bucket ends,
     * which is where the next one begins. */
    [PAGE] = {ROLE_ANY,
        "SELECT article_id FROM listing_entry WHERE listing_id = ? AND key < ?"
        " AND key >= ? ORDER BY key DESC"},
    [ADD] = {WRITE,
        "INSERT INTO listing_entry(listing_id, key, article_id) VALUES (?, ?, ?)"},
    [REMOVE] = {WRITE, "DELETE FROM listing_entry WHERE listing_id = ? AND key = ?"},
    /* listing_entry_article serves this. Its rows contain the primary key, as the table
     * is WITHOUT ROWID. */
    [PLACEMENTS] = {ROLE_ANY,
        "SELECT l.id, e.key, l.kind, l.object_id FROM listing_entry e"
        " JOIN listing l ON l.id = e.listing_id WHERE e.article_id = ?"},
    /* The number of pages of a list must not cost a count(*) over all its entries. */
    [COUNT] = {WRITE, "UPDATE listing SET count = count + ?2 WHERE id = ?1"},
};
const struct statement_table listing_statements = STATEMENT_TABLE(statements);

/* The CHECK of listing.kind in schema/0001_foundation.sql has the same names. */
static const char *const kinds[] = {
    [LISTING_HOME] = "home",
    [LISTING_ALL] = "all",
    [LISTING_CATEGORY] = "category",
    [LISTING_TAG] = "tag",
    [LISTING_AUTHOR] = "author",
};

enum err listing_find(
    struct db *s, enum listing_kind kind, int64_t object, struct listing *out) {
  struct statement *st;
  /* A listing that never had an entry has no row, which is not an error: its id and
   * count are 0. Only the archive of a date restricts the keys. */
  struct listing found = {.from = INT64_MIN, .until = INT64_MAX};
  enum err e = statement_get(s, TABLE_LISTING, FIND, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, kinds[kind]);
  statement_bind_int(st, 2, object);
  if (statement_next(s, st, &e)) {
    found.id = statement_int(st, 0);
    found.count = statement_int(st, 1);
    statement_reset(st);
  }
  if (!e)
    *out = found;
  return e;
}

/* Dates need no listings of their own: keys are times, so the archive of a day is a
 * range of LISTING_ALL, whose entries are counted on both sides. */
enum err listing_dates(struct db *s, int64_t from, int64_t until, struct listing *out) {
  /* Both counts are from the buckets, so that a year costs as much as a day. */
  struct listing found = {0};
  int64_t newer = 0, all = 0;
  enum err e = listing_find(s, LISTING_ALL, 0, &found);
  if (!e)
    e = listing_bucket_count_from(s, found.id, until, &newer);
  if (!e)
    e = listing_bucket_count_from(s, found.id, from, &all);
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
    struct db *s, const struct listing *l, int64_t first, int64_t *ids, int *count) {
  int64_t high = INT64_MAX, skip = 0;
  int wanted = *count, got = 0;
  struct statement *st;
  /* Beyond the last entry the search in the buckets would end with ERR_NOT_FOUND. */
  if (first >= l->count) {
    *count = 0;
    return OK;
  }
  enum err e = listing_bucket_find(s, l->id, l->before + first, &high, &skip);
  if (!e)
    e = statement_get_id(s, TABLE_LISTING, PAGE, l->id, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, high);
  statement_bind_int(st, 3, l->from);
  /* The rows begin at the newest entry of the bucket; `skip` of them precede the
   * page. */
  while (got < wanted && statement_next(s, st, &e))
    if (skip-- <= 0)
      ids[got++] = statement_int(st, 0);
  statement_reset(st);
  if (!e)
    *count = got;
  return e;
}

/* Counts an entry in (`change` 1) or out (-1), and invalidates the pages of the listing
 * from that entry on. */
static enum err listing_count_entry(
    struct db *s, int64_t listing, int64_t key, int change) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_LISTING, COUNT, listing, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, change);
  e = statement_run(s, st);
  return e ? e : txn_invalidate_list(s, DEP_LISTING, listing, key, change);
}

static enum err listing_insert(
    struct db *s, enum listing_kind kind, int64_t object, int64_t *id) {
  struct statement *st;
  enum err e = statement_get(s, TABLE_LISTING, MAKE, &st);
  if (e)
    return e;
  statement_bind_text(st, 1, kinds[kind]);
  statement_bind_int(st, 2, object);
  return statement_number(s, st, id);
}

/* Only the home page pins. Everywhere else an article stays at its date. */
int64_t listing_key(enum listing_kind kind, int64_t position, bool pinned) {
  return position + (pinned && kind == LISTING_HOME ? PINNED : 0);
}

/* A listing gets its row with its first entry: a new tag of a draft has no listing. */
static enum err listing_enter(
    struct db *s, int64_t article, const struct listing_entry *entry) {
  struct listing l = {0};
  struct statement *st;
  enum err e = listing_find(s, entry->subject.kind, entry->subject.object, &l);
  if (!e && l.id == 0)
    e = listing_insert(s, entry->subject.kind, entry->subject.object, &l.id);
  if (!e)
    e = statement_get_id(s, TABLE_LISTING, ADD, l.id, &st);
  if (e)
    return e;
  /* The row precedes the bucket: a bucket that becomes full is split at one of its
   * rows, and this one may be in the middle. */
  statement_bind_int(st, 2, entry->key);
  statement_bind_int(st, 3, article);
  e = statement_run(s, st);
  if (!e)
    e = listing_bucket_add(s, l.id, entry->key);
  return e ? e : listing_count_entry(s, l.id, entry->key, 1);
}

/* The kind and the object of a listing, in two columns from `column`. */
static struct listing_subject listing_subject_read(struct statement *st, int column) {
  const char *name = statement_chars(st, column);
  /* The table has a CHECK on the kind, so one of the names below always fits. */
  struct listing_subject found = {LISTING_HOME, statement_int(st, column + 1)};
  for (int i = LISTING_HOME; name && i <= LISTING_AUTHOR; i++)
    if (strcmp(name, kinds[i]) == 0)
      found.kind = (enum listing_kind)i;
  return found;
}

enum err listing_subject(struct db *s, int64_t listing, struct listing_subject *out) {
  struct statement *st;
  enum err e = statement_one_id(s, TABLE_LISTING, SUBJECT, listing, &st);
  if (e)
    return e;
  *out = listing_subject_read(st, 0);
  statement_reset(st);
  return OK;
}

enum err listing_next(
    struct db *s, bool *found, int64_t *id, struct listing_subject *out) {
  struct statement *st;
  bool is_there = false;
  int64_t next = 0;
  enum err e = statement_get_id(s, TABLE_LISTING, NEXT, *id, &st);
  if (!e)
    e = statement_number_if_any(s, st, &is_there, &next);
  if (!e && is_there)
    e = listing_subject(s, next, out);
  if (e)
    return e;
  if (is_there)
    *id = next;
  *found = is_there;
  return OK;
}

/* `key` itself need not be an entry: after an article has left, its former key tells on
 * which page it was. */
enum err listing_rank(
    struct db *s, const struct listing *l, int64_t key, int64_t *out) {
  /* The rank is the number of newer entries in the listing, less those that are newer
   * than its whole range. */
  enum err e = listing_bucket_count_from(s, l->id, key + 1, out);
  if (!e)
    *out -= l->before;
  return e;
}

enum err listing_newest_before(struct db *s, int64_t key, bool *found, int64_t *out) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_LISTING, NEWEST_BEFORE, key, &st);
  return e ? e : statement_number_if_any(s, st, found, out);
}

/* All rows are read before any is changed: whether a SELECT sees a change that its own
 * connection makes meanwhile is undefined in SQLite. */
enum err listing_placements(struct db *s, struct arena *a, int64_t article,
    struct listing_placement **out, size_t *count) {
  struct listing_placement *list = NULL;
  size_t len = 0, cap = 0;
  struct statement *st = NULL;
  enum err e = statement_get_id(s, TABLE_LISTING, PLACEMENTS, article, &st);
  while (statement_next(s, st, &e)) {
    list = arena_grow(a, list, len, &cap, sizeof *list);
    if (list)
      list[len++] = (struct listing_placement){
          .listing = statement_int(st, 0),
          .key = statement_int(st, 1),
          .subject = listing_subject_read(st, 2),
      };
    else
      e = ERR_NOMEM;
  }
  if (e)
    return e;
  *out = list;
  *count = len;
  return OK;
}

enum err listing_placement_rank(
    struct db *s, const struct listing_placement *placement, int64_t *out) {
  return listing_bucket_count_from(s, placement->listing, placement->key + 1, out);
}

static enum err listing_leave(struct db *s, const struct listing_placement *m) {
  struct statement *st;
  enum err e = statement_get_id(s, TABLE_LISTING, REMOVE, m->listing, &st);
  if (e)
    return e;
  statement_bind_int(st, 2, m->key);
  e = statement_run(s, st);
  if (!e)
    e = listing_bucket_remove(s, m->listing, m->key);
  return e ? e : listing_count_entry(s, m->listing, m->key, -1);
}

static bool listing_is_same(
    const struct listing_placement *placement, const struct listing_entry *entry) {
  return placement->subject.kind == entry->subject.kind &&
         placement->subject.object == entry->subject.object &&
         placement->key == entry->key;
}

/* Entries that stay as they are, are not touched: leaving and entering a listing again
 * would invalidate pages that show no difference. */
enum err listing_set(struct db *s, struct arena *a, int64_t article,
    const struct listing_entry *entries, size_t wanted) {
  struct listing_placement *list = NULL;
  size_t n = 0;
  enum err e = listing_placements(s, a, article, &list, &n);
  bool *there = e ? NULL : arena_array(a, wanted + 1, sizeof *there);
  if (!e && !there)
    e = ERR_NOMEM;
  for (size_t i = 0; !e && i < n; i++) {
    bool stays = false;
    for (size_t k = 0; !e && k < wanted; k++)
      /* Every pair is compared, because both lists are short: an article has few terms.
       */
      if (listing_is_same(&list[i], &entries[k]))
        stays = there[k] = true;
    if (!e && !stays)
      e = listing_leave(s, &list[i]);
  }
  for (size_t k = 0; !e && k < wanted; k++)
    if (!there[k])
      e = listing_enter(s, article, &entries[k]);
  return e;
}
