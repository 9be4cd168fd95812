/* Arrays that grow, in memory of malloc; those in an arena have arena_grow. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stddef.h>

/* Makes room for one more element of `size` bytes after the `count` elements at
 * `items`, an array with a capacity of *cap. Returns `items` itself or, when it is
 * full, a larger array with the same content, which replaces it; the caller frees it.
 * NULL when out of memory: then nothing has changed. Start with NULL and a capacity of
 * 0. */
void *array_grow(void *items, size_t count, size_t *cap, size_t size);

#endif
