/* The edit distance of two words. Uses libunistring. */
#ifndef BASE_EDIT_DISTANCE_H
#define BASE_EDIT_DISTANCE_H

#include <stddef.h>

/* Length of the longest word compared, in characters. */
enum { EDIT_DISTANCE_LONGEST = 200 };

/* The number of characters to insert, delete, replace or swap with their neighbour to
 * turn `a` into `b` (optimal string alignment, a restricted Damerau-Levenshtein
 * distance). Returns most + 1 if it is larger than `most` or if a word is longer than
 * EDIT_DISTANCE_LONGEST characters. Takes time proportional to `most` times the length
 * of a word. */
size_t edit_distance(const char *a, const char *b, size_t most);

#endif
