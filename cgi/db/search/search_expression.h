/* Inside db/ only: a query as FTS5 reads it. */
#ifndef DB_SEARCH_SEARCH_EXPRESSION_H
#define DB_SEARCH_SEARCH_EXPRESSION_H

#include "base/arena.h"
#include "base/err.h"
#include "db/search/search_index.h"

/* How many times the usual bounds a query may take. */
int search_patience(const struct search_query *q);

/* The query as FTS5 reads it, in the arena; NULL where nothing is looked for. */
enum err search_expression(struct db *s, struct arena *a, const struct search_query *q,
    const char **out) MUST_USE;

/* The same without the first or without the second element; NULL where there are not
 * two. */
enum err search_expression_but_one(struct db *s, struct arena *a,
    const struct search_query *q, const char **out) MUST_USE;

#endif
