/* Numbered lists of articles, newest first: home, every date, category, tag, author.
 * Written inside gate_write by the rules of publishing (site/publish.h). Errors beyond
 * those named: store/store.h. */
#ifndef STORE_LISTING_H
#define STORE_LISTING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

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
enum err listing_find(struct store *s, enum listing_kind kind, int64_t object,
    struct listing *out) MUST_USE;

/* The stretch of LISTING_ALL with dates in from <= t < until. */
enum err listing_dates(
    struct store *s, int64_t from, int64_t until, struct listing *out) MUST_USE;

/* Ids of the articles in the places first … first + *count - 1 of the listing (0 is
 * the newest); *count comes back as how many there are, and stays where this fails.
 * Costs the same anywhere. */
enum err listing_page(struct store *s, const struct listing *l, int64_t first,
    int64_t *ids, int *count) MUST_USE;

/* Puts an article into a listing, making the listing if need be, or takes it out of
 * all it is in. Touches the listings' keys. `position` is the article's; ERR_EXISTS
 * where that is taken: the article is there already. */
enum err listing_add(struct store *s, enum listing_kind kind, int64_t object,
    int64_t article, int64_t position, bool pinned) MUST_USE;
enum err listing_remove_all(struct store *s, int64_t article) MUST_USE;

#endif
