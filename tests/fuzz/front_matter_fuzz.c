/* Front matter: whatever comes, the body lies inside the text and a fault has words. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/front_matter.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct front_matter m;
  struct text_problem problem = {0};
  struct arena *a = arena_new(4 << 20);
  char *s = a ? arena_strndup(a, (const char *)data, size) : NULL;
  if (s) {
    enum err e = front_matter_read(a, s, strlen(s), &m, &problem);
    if (e == OK && m.body > strlen(s))
      abort();
    if ((e == ERR_INVALID || e == ERR_SYNTAX) &&
        (!problem.message[0] || problem.line < 1))
      abort();
  }
  arena_free(a);
  return 0;
}
