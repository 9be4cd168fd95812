/* Inside db/ only: queries that are made from another one. */
#ifndef DB_SEARCH_SEARCH_QUERY_H
#define DB_SEARCH_SEARCH_QUERY_H

#include "base/arena.h"
#include "base/err.h"
#include "db/search/search_types.h"

/* Translates a query into the language of an engine. *out stays NULL if the query has
 * no element that an article must match. */
typedef enum err search_query_translate(
    void *context, const struct search_query *q, const char **out);

/* Translates the query without its first, and without its second element, and joins the
 * two with `either`, the engine's operator between spaces, in the arena. *out is NULL
 * if the query has fewer than two elements. Also errors of `translate`. */
enum err search_query_but_one(struct arena *a, const struct search_query *q,
    const char *either, search_query_translate *translate, void *context,
    const char **out) MUST_USE;

#endif
