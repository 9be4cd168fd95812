/* Finds the articles that match a query, and ranks them. docs/search.md explains the
 * ranking. Errors beyond those named: db/db.h. */
#ifndef DB_SEARCH_SEARCH_FIND_H
#define DB_SEARCH_SEARCH_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/db.h"
#include "db/search/search_types.h"

struct search_hit {
  int64_t article_id;
  int64_t key; /* larger is newer */
  double score;
};

struct search_result {
  struct search_hit *hits; /* best first */
  size_t count;
  bool more; /* older articles match as well, but were not ranked */
};

/* Finds the articles that match all elements of the query, in the arena: public ones,
 * or (`all`) of any status. Empty if every element is a `without`. Calls for the same
 * state of the database give the same result. */
enum err search_find(struct db *s, struct arena *a, const struct search_query *q,
    bool all, struct search_result *out) MUST_USE;

/* Finds the newest public articles that match the query in their titles alone. With
 * `but_one`, either the first or the second element may be missing. */
enum err search_find_title(struct db *s, struct arena *a, const struct search_query *q,
    bool but_one, struct search_result *out) MUST_USE;

#endif
