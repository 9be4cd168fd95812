#include "cli/help/typo.h"

#include <string.h>

#include "base/edit_distance.h"

enum { NEAR = 2 };

void typo_try(struct typo *s, const char *typed, const char *candidate) {
  size_t d = edit_distance(typed, candidate, NEAR);
  if (d <= NEAR && d * 2 < strlen(candidate) && (!s->word || d < s->distance))
    *s = (struct typo){candidate, d};
}
