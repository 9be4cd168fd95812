/* How a path is written in a URL. */
#ifndef BASE_PERCENT_H
#define BASE_PERCENT_H

#include "base/arena.h"

/* A decoded path with everything but unreserved characters (RFC 3986 section 2.3) and
 * slashes percent-encoded, in the arena. NULL when memory is out. */
char *percent_encode(struct arena *a, const char *path);

/* The value of a hexadecimal digit, in capitals or not; -1 for another character. */
int percent_digit(char c);

/* Undoes it: "%41" and "%c3%a4" become what they stand for. What is no such triple, or
 * would become a NUL, stays as it is. NULL when memory is out. */
char *percent_decode(struct arena *a, const char *path);

#endif
