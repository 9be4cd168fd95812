/* Slugs: the result is valid, short, and its own slug. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "markup/names/slug.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct buf slug = {0};
  char *s = calloc(1, size + 1);
  if (!s)
    return 0;
  memcpy(s, data, size);
  bool valid = slug_is_valid(s);
  if (slug_make(s, &slug) == OK) {
    if (slug.len > LIMIT_SLUG || strpbrk(buf_text(&slug), " /.%?#\\\"<>&'_ABCZ"))
      abort();
    if (slug.len && !slug_is_valid(buf_text(&slug)))
      abort();
    if (valid && strcmp(buf_text(&slug), s) != 0)
      abort();
  } else if (valid) {
    abort();
  }
  buf_free(&slug);
  free(s);
  return 0;
}
