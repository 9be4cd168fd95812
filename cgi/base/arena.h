/* An arena: memory that is allocated piece by piece and freed all at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct arena;

/* Creates an arena that hands out at most `cap` bytes between two resets. The caller
 * owns it. Returns NULL when out of memory. */
struct arena *arena_new(size_t cap);

/* Frees the arena and everything allocated from it. arena_free(NULL) does nothing. */
void arena_free(struct arena *a);

/* Frees everything allocated from the arena, which can then be used again. After a
 * large request the process also returns the memory to the system. */
void arena_reset(struct arena *a);

/* Allocates `size` zeroed bytes, aligned for any type, that live until the next reset.
 * Returns NULL when out of memory or when the cap is reached. */
void *arena_alloc(struct arena *a, size_t size);

/* True if the cap allows `size` more bytes: if arena_alloc fails nevertheless, the
 * system is out of memory. */
bool arena_has_room(const struct arena *a, size_t size);

/* Allocates an array of `count` elements of `size` bytes, as arena_alloc does. Also
 * returns NULL if the product overflows. */
void *arena_array(struct arena *a, size_t count, size_t size);

/* Makes room for one more element after the `count` elements at `items`, an array with
 * a capacity of *cap. Returns `items` itself or, when it is full, a copy with twice the
 * capacity. On failure returns NULL as arena_array does, and nothing has changed. Start
 * with NULL and a capacity of 0. */
void *arena_grow(struct arena *a, void *items, size_t count, size_t *cap, size_t size);

/* Copies the string `s`, or its first `n` bytes followed by a NUL. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);

/* Concatenates the strings given, a list that ends with NULL. */
char *arena_join(struct arena *a, const char *first, ...) __attribute__((sentinel));

/* Formats into newly allocated memory. */
char *arena_printf(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

#ifdef __cplusplus
}
#endif

#endif
