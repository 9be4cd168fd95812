/* Inside db/ only: translates a query into FTS5's query language. */
#ifndef DB_SEARCH_SEARCH_EXPRESSION_H
#define DB_SEARCH_SEARCH_EXPRESSION_H

#include "base/arena.h"
#include "base/err.h"
#include "db/search/search_types.h"

struct db;

/* Translates the query into the arena. *out is NULL if the query has no element that an
 * article must match. */
enum err search_expression(struct db *s, struct arena *a, const struct search_query *q,
    const char **out) MUST_USE;

/* Does the same for the query without its first or without its second element.
 * *out is NULL if it has fewer than two elements. */
enum err search_expression_but_one(struct db *s, struct arena *a,
    const struct search_query *q, const char **out) MUST_USE;

#endif
