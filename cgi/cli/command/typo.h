/* The known word that a mistyped one was probably meant to be. */
#ifndef CLI_COMMAND_TYPO_H
#define CLI_COMMAND_TYPO_H

#include <stddef.h>

/* The best candidate so far; {0} at first. */
struct typo {
  const char *word; /* NULL: none was close enough */
  size_t distance;
};

/* Considers one more candidate for the word that was typed. A candidate is close enough
 * at two edits or fewer, fewer than half its length. */
void typo_try(struct typo *t, const char *typed, const char *candidate);

#endif
