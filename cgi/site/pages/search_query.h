/* What somebody types to find articles. */
#ifndef SITE_PAGES_SEARCH_QUERY_H
#define SITE_PAGES_SEARCH_QUERY_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/search/search_types.h"

/* Reads `typed`: words, "words next to each other", prefix*, -without; the texts of
 * *out live in the arena. What has neither letter nor digit is left out. *cut: there
 * was more than a query can have. ERR_NOMEM. */
enum err search_query_read(
    struct arena *a, const char *typed, struct search_query *out, bool *cut) MUST_USE;

#endif
