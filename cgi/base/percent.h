/* Percent-encoding of URL paths. */
#ifndef BASE_PERCENT_H
#define BASE_PERCENT_H

#include "base/arena.h"

/* Percent-encodes everything in a decoded path except unreserved characters (RFC 3986
 * section 2.3) and slashes, into the arena. Returns NULL when out of memory. */
char *percent_encode(struct arena *a, const char *path);

/* The value of a hexadecimal digit of either case, or -1 for any other character. */
int percent_digit(char c);

/* The reverse: "%41" and "%c3%a4" become the bytes they stand for. Malformed triples,
 * and "%00", are kept as they are. Returns NULL when out of memory. */
char *percent_decode(struct arena *a, const char *path);

#endif
