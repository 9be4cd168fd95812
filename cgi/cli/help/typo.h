/* What a mistyped word may have been. */
#ifndef CLI_HELP_TYPO_H
#define CLI_HELP_TYPO_H

#include <stddef.h>

/* The best of several words; {0} at first. */
struct typo {
  const char *word; /* NULL: none is near */
  size_t distance;
};

/* Looks at one more candidate for what was typed: near are two changes at most, and
 * fewer than half of the letters are changed. */
void typo_try(struct typo *s, const char *typed, const char *candidate);

#endif
