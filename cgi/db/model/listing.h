/* Lists of articles by page, newest first: the home page, and for every date, category,
 * tag and author. Published articles are entered by site/publish. Errors beyond those
 * named: db/db.h. */
#ifndef DB_MODEL_LISTING_H
#define DB_MODEL_LISTING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

enum listing_kind {
  LISTING_HOME,     /* all posts, pinned ones first */
  LISTING_ALL,      /* all posts by date, for the archives */
  LISTING_CATEGORY, /* the posts of a category and its subcategories */
  LISTING_TAG,
  LISTING_AUTHOR
};

/* A listing, or the range of it between two times. */
struct listing {
  int64_t id;
  int64_t from, until; /* its keys: from <= key < until */
  int64_t count;       /* entries in the range */
  int64_t before;      /* entries newer than the range */
};

/* Finds a listing. One that never had an article is empty and has the id 0. */
enum err listing_find(
    struct db *s, enum listing_kind kind, int64_t object, struct listing *out) MUST_USE;

/* Finds the range of LISTING_ALL with dates in from <= t < until. */
enum err listing_dates(
    struct db *s, int64_t from, int64_t until, struct listing *out) MUST_USE;

/* Reads the ids of the articles with the ranks first … first + *count - 1 (0 is the
 * newest). *count becomes how many there are. Takes the same time for every page of a
 * listing. ERR_NOT_FOUND if the counts in the database are wrong. */
enum err listing_page(struct db *s, const struct listing *l, int64_t first,
    int64_t *ids, int *count) MUST_USE;

/* What a listing lists. */
struct listing_subject {
  enum listing_kind kind;
  int64_t object; /* the category, tag or author; else 0 */
};
/* ERR_NOT_FOUND if there is no such listing. */
enum err listing_subject(
    struct db *s, int64_t listing, struct listing_subject *out) MUST_USE;

/* Moves *id to the smallest id above it of a listing that has articles, and says what
 * it lists. At the end *found is false. */
enum err listing_next(
    struct db *s, bool *found, int64_t *id, struct listing_subject *out) MUST_USE;

/* Counts the entries of the range that are newer than `key`, which lies in it. */
enum err listing_rank(
    struct db *s, const struct listing *l, int64_t key, int64_t *out) MUST_USE;

/* The largest position below `key` of an article with a date (LISTING_ALL). *found is
 * false if there is none. */
enum err listing_newest_before(
    struct db *s, int64_t key, bool *found, int64_t *out) MUST_USE;

/* The position of an article in a listing. */
struct listing_placement {
  struct listing_subject subject;
  int64_t listing; /* its ID */
  int64_t key;
};

/* Reads the positions of an article in all listings it is in, into the arena. */
enum err listing_placements(struct db *s, struct arena *a, int64_t article,
    struct listing_placement **out, size_t *count) MUST_USE;

/* Counts the entries of the whole listing that are newer: 0 is the newest. */
enum err listing_placement_rank(
    struct db *s, const struct listing_placement *placement, int64_t *out) MUST_USE;

/* A listing that an article should be in. */
struct listing_entry {
  struct listing_subject subject;
  int64_t key; /* the article's position, by listing_key */
};

/* The key of an article in a listing: on the home page, pinned articles come first. */
int64_t listing_key(enum listing_kind kind, int64_t position, bool pinned);

/* Inside txn_write: puts an article into exactly the listings of `entries`, creating
 * those that are missing, and invalidates the listings that it enters or leaves. */
enum err listing_set(struct db *s, struct arena *a, int64_t article,
    const struct listing_entry *entries, size_t count) MUST_USE;

#endif
