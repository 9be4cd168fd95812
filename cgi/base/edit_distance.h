/* How far two words are apart, in characters. Rests on libunistring. */
#ifndef BASE_EDIT_DISTANCE_H
#define BASE_EDIT_DISTANCE_H

#include <stddef.h>

/* Characters of the longest word that is compared. */
enum { EDIT_DISTANCE_LONGEST = 200 };

/* How many characters have to be added, taken out, replaced, or swapped with their
 * neighbour to make `b` of `a` (optimal string alignment, a restricted
 * Damerau-Levenshtein distance); most + 1 where they are more than `most`, or where one
 * word is over EDIT_DISTANCE_LONGEST. Takes time in proportion to `most` and a word's
 * length. */
size_t edit_distance(const char *a, const char *b, size_t most);

#endif
