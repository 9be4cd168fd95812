/* Numbered lists of articles, newest first: home, every date, category, tag, author.
 * Written inside txn_write by the rules of publishing (site/publish/publish.h). Errors
 * beyond those named: db/db.h. */
#ifndef DB_MODEL_LISTING_H
#define DB_MODEL_LISTING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"

enum listing_kind {
  LISTING_HOME,     /* all posts, pinned ones first */
  LISTING_ALL,      /* all posts by date: the archives */
  LISTING_CATEGORY, /* of a category and those below it */
  LISTING_TAG,
  LISTING_AUTHOR
};

/* A listing, or the stretch of it between two times. */
struct listing {
  int64_t id;
  int64_t from, until; /* keys: from <= key < until; whole range by default */
  int64_t count;       /* entries in it */
  int64_t before;      /* entries newer than the stretch */
};

/* Finds a listing; one that has never had an article is found empty, with id 0. */
enum err listing_find(
    struct db *s, enum listing_kind kind, int64_t object, struct listing *out) MUST_USE;

/* The stretch of LISTING_ALL with dates in from <= t < until. */
enum err listing_dates(
    struct db *s, int64_t from, int64_t until, struct listing *out) MUST_USE;

/* Ids of the articles in the places first … first + *count - 1 of the listing (0 is
 * the newest); *count comes back as how many there are, and stays where this fails.
 * Costs the same anywhere. */
enum err listing_page(struct db *s, const struct listing *l, int64_t first,
    int64_t *ids, int *count) MUST_USE;

/* What a listing lists. */
struct listing_subject {
  enum listing_kind kind;
  int64_t object; /* the category, tag or author; else 0 */
};
enum err listing_subject(
    struct db *s, int64_t listing, struct listing_subject *out) MUST_USE;

/* Moves *id to the smallest id above it of a listing that has articles, and says what
 * it lists. At the end *found is false. */
enum err listing_next(
    struct db *s, bool *found, int64_t *id, struct listing_subject *out) MUST_USE;

/* How many entries of the stretch are newer than `key`, which lies in it. */
enum err listing_rank(
    struct db *s, const struct listing *l, int64_t key, int64_t *out) MUST_USE;

/* The largest position below `key` of an article with a date (LISTING_ALL). *found is
 * false if there is none. */
enum err listing_newest_before(
    struct db *s, int64_t key, bool *found, int64_t *out) MUST_USE;

/* Where an article stands in a listing. */
struct listing_placement {
  struct listing_subject subject;
  int64_t key;
  int64_t rank; /* 0 is the newest of the whole listing */
};

/* All places of an article, in the arena. */
enum err listing_placements(struct db *s, struct arena *a, int64_t article,
    struct listing_placement **out, size_t *count) MUST_USE;

/* A listing an article is to be in. */
struct listing_entry {
  struct listing_subject subject;
  int64_t key; /* the article's position, by listing_key */
};

/* The key of an article in a listing: pinned ones stand first on the home page. */
int64_t listing_key(enum listing_kind kind, int64_t position, bool pinned);

/* Puts an article into just the listings of `entries`, making those that are not there
 * yet. Touches the keys of the listings that it enters or leaves. Inside txn_write. */
enum err listing_set(struct db *s, struct arena *a, int64_t article,
    const struct listing_entry *entries, size_t count) MUST_USE;

#endif
