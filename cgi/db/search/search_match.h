/* Inside db/ only: translates a query into PostgreSQL's query language. */
#ifndef DB_SEARCH_SEARCH_MATCH_H
#define DB_SEARCH_SEARCH_MATCH_H

#include "base/arena.h"
#include "base/err.h"
#include "db/search/search_types.h"

/* Translates the query into the notation of the type tsquery, in the arena, for words
 * of the column `weight` (search_words.h): "A" the title, "B" headings, "" any. A word
 * that is not wanted may be in no column. *out is NULL if the query has no element that
 * an article must match. */
enum err search_match(struct arena *a, const struct search_query *q, const char *weight,
    const char **out) MUST_USE;

/* What an article that matches is ranked by, in the arena. */
struct search_rank {
  const char *any; /* the wanted elements, any of which may occur */
  /* Elements of the query that follow each other in the text as well, in the notation
   * of the type tsquery[]: in the title, in headings, anywhere. */
  const char *pairs[3];
};

enum err search_match_rank(
    struct arena *a, const struct search_query *q, struct search_rank *out) MUST_USE;

/* Does the same as search_match for the query without its first or without its second
 * element. *out is NULL if it has fewer than two elements. */
enum err search_match_but_one(struct arena *a, const struct search_query *q,
    const char *weight, const char **out) MUST_USE;

#endif
