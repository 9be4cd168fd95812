/* The syntax of search queries. */
#ifndef SITE_PAGES_SEARCH_QUERY_H
#define SITE_PAGES_SEARCH_QUERY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/search/search_types.h"

/* Parses a query: words, "an exact phrase", prefix*, -without. Ignores elements without
 * letters or digits. *cut becomes true if the query has more elements, or longer ones,
 * than a search allows. Texts of *out live in the arena. ERR_NOMEM. */
enum err search_query_read(
    struct arena *a, const char *typed, struct search_query *out, bool *cut) MUST_USE;

#endif
