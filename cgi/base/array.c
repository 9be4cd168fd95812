#include "base/array.h"

#include <stdlib.h>

void *array_grow(void *items, size_t count, size_t *cap, size_t size) {
  enum { FIRST = 16 };
  size_t more = *cap ? *cap * 2 : FIRST, bytes;
  if (count < *cap)
    return items;
  void *out = __builtin_mul_overflow(more, size, &bytes) ? NULL : realloc(items, bytes);
  if (out)
    *cap = more;
  return out;
}
