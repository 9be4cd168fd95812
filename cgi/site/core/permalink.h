/* Addresses made from a pattern, and how a path is written in a URL. */
#ifndef SITE_CORE_PERMALINK_H
#define SITE_CORE_PERMALINK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* What is wrong with a pattern, as the end of a sentence; NULL if it is good: starts
 * and ends with a slash, whole components only, :slug the last of them, no reserved
 * name in front. */
const char *permalink_fault(const char *pattern);

/* The path, decoded, of a post. NULL when memory is out. */
char *permalink_make(
    struct arena *a, const char *pattern, int64_t published_at, const char *slug);

/* A decoded path as it stands in a URL, by percent_encode. */
char *permalink_encode(struct arena *a, const char *path);

/* The one spelling of a path: lower case, NFC, single slashes, one at the end.
 * NULL when memory is out. */
char *permalink_normalise(struct arena *a, const char *path);

#endif
