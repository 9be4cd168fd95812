/* What a mistyped word may have been. */
#ifndef CLI_SUGGEST_H
#define CLI_SUGGEST_H

#include <stddef.h>

/* How many letters have to be added, taken out, replaced, or swapped with their
 * neighbour to make `b` of `a` (optimal string alignment, a restricted
 * Damerau-Levenshtein distance); more than any word allows where one is over 31 octets.
 */
size_t suggest_distance(const char *a, const char *b);

/* The best of several words; {0} at first. */
struct suggestion {
  const char *word; /* NULL: none is near */
  size_t distance;
};

/* Looks at one more candidate for what was typed: near are two changes at most, and
 * fewer than half of the letters are changed. */
void suggest_try(struct suggestion *s, const char *typed, const char *candidate);

#endif
