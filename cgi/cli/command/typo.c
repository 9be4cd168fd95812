#include "cli/command/typo.h"

#include <string.h>

#include "base/edit_distance.h"

enum { TYPO_EDITS = 2 };

void typo_try(struct typo *t, const char *typed, const char *candidate) {
  size_t d = edit_distance(typed, candidate, TYPO_EDITS);
  /* Two edits turn a short word into many others, so fewer than half of the letters
   * may differ. */
  if (d <= TYPO_EDITS && d * 2 < strlen(candidate) && (!t->word || d < t->distance))
    *t = (struct typo){candidate, d};
}
