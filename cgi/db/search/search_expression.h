/* Inside db/ only: translates a query into FTS5's query language. */
#ifndef DB_SEARCH_SEARCH_EXPRESSION_H
#define DB_SEARCH_SEARCH_EXPRESSION_H

#include "base/arena.h"
#include "base/err.h"
#include "db/search/search_types.h"

struct db;

/* A query in FTS5's language, in an arena. */
struct search_expression {
  const char *match; /* NULL if the query has no element that an article must match */
  /* Articles with any one of the words of `match`, each word on its own: looks up the
   * same words and nothing else. */
  const char *words;
};

/* Translates the query into the arena. */
enum err search_expression(struct db *s, struct arena *a, const struct search_query *q,
    struct search_expression *out) MUST_USE;

/* Does the same for the query without its first or without its second element.
 * out->match is NULL if it has fewer than two elements. */
enum err search_expression_but_one(struct db *s, struct arena *a,
    const struct search_query *q, struct search_expression *out) MUST_USE;

#endif
