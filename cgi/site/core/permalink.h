/* Permalinks from a pattern, and the normal form of paths. */
#ifndef SITE_CORE_PERMALINK_H
#define SITE_CORE_PERMALINK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* What is wrong with a pattern, as the end of a sentence; NULL if it is valid. A
 * pattern begins and ends with a slash, its components are words or whole tokens, :slug
 * is the last one, and a word that comes first is not reserved. */
const char *permalink_fault(const char *pattern);

/* The decoded path of a post, in the arena. NULL when out of memory. */
char *permalink_make(
    struct arena *a, const char *pattern, int64_t published_at, const char *slug);

/* A decoded path percent-encoded for a URL, in the arena (base/percent.h). NULL when
 * out of memory. */
char *permalink_encode(struct arena *a, const char *path);

/* The normal form of a decoded path: lower case, NFC, single slashes, and one at both
 * ends. In the arena. NULL when out of memory. */
char *permalink_normalise(struct arena *a, const char *path);

#endif
