/* Memory that is taken piece by piece and given back all at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* A new arena that hands out at most `cap` bytes between two resets; the
 * caller owns it. NULL when memory is out. */
struct arena *arena_new(size_t cap);

/* Frees the arena and all it handed out. arena_free(NULL) does nothing. */
void arena_free(struct arena *a);

/* Takes back all that was handed out; the arena can be used again. Where that was much,
 * the process gives the memory back to the system. */
void arena_reset(struct arena *a);

/* `size` bytes, zeroed, aligned for any type, living until the next reset.
 * NULL when memory is out or the cap is reached. */
void *arena_alloc(struct arena *a, size_t size);

/* Room for `count` things of `size` bytes, as arena_alloc; NULL too where the
 * product would overflow. */
void *arena_array(struct arena *a, size_t count, size_t size);

/* Room for one more behind the `count` things at `items`, which have room for *cap:
 * they themselves, or where that is full a copy with twice the room. NULL as
 * arena_array; then nothing has changed. Starts with NULL and 0. */
void *arena_grow(struct arena *a, void *items, size_t count, size_t *cap, size_t size);

/* A copy of the string `s`, or of its first `n` bytes with a NUL behind them. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);

/* The strings that follow, ended by NULL, one behind the other in new memory. */
char *arena_join(struct arena *a, const char *first, ...) __attribute__((sentinel));

/* printf into new memory. */
char *arena_printf(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *a, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

#endif
