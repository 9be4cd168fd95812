/* A list of chunks, from the newest of which memory is cut off in order. Nothing is
 * freed one by one, so there is no bookkeeping for each allocation: the many small
 * strings of a page cost an addition each. */
#include "base/arena.h"

#include <malloc.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A page of an ordinary article fits into the chunks that are kept. Requests past
 * TRIM_ABOVE are rare enough that asking the system to take pages back costs less than
 * keeping them. */
enum { CHUNK = 16 * 1024, KEPT_CHUNKS = 16, TRIM_ABOVE = 1 << 20 };

/* `data` is aligned for any type, and sizes are rounded up to that alignment, so each
 * allocation is aligned as well. */
struct chunk {
  struct chunk *next;
  size_t size, used;
  alignas(max_align_t) unsigned char data[];
};

struct arena {
  /* What callers got, rounded up: the rest of a chunk that a large allocation left
   * behind does not count, so a little more memory may be in use than `cap`. */
  size_t cap, taken;
  struct chunk *chunks; /* newest first */
  struct chunk *spare;  /* of the usual size, unused since the last reset */
};

struct arena *arena_new(size_t cap) {
  struct arena *a = calloc(1, sizeof *a);
  if (a)
    a->cap = cap;
  return a;
}

static void arena_free_chunks(struct chunk *c) {
  while (c) {
    struct chunk *next = c->next;
    free(c);
    c = next;
  }
}

void arena_free(struct arena *a) {
  if (!a)
    return;
  arena_free_chunks(a->chunks);
  arena_free_chunks(a->spare);
  free(a);
}

/* The next request needs about as many chunks as this one. If each request gave them
 * back, the heap would shrink and grow again several times a page. A larger chunk was
 * made for a single allocation and would stay unused. */
static void arena_keep_chunks(struct arena *a) {
  size_t kept = 0;
  for (struct chunk *c = a->spare; c; c = c->next)
    kept++;
  while (a->chunks) {
    struct chunk *c = a->chunks;
    a->chunks = c->next;
    if (c->size != CHUNK || kept == KEPT_CHUNKS) {
      free(c);
      continue;
    }
    c->used = 0;
    c->next = a->spare;
    a->spare = c;
    kept++;
  }
}

void arena_reset(struct arena *a) {
  bool trim = a->taken > TRIM_ABOVE;
  a->taken = 0;
  arena_keep_chunks(a);
  /* free alone leaves the memory with the process, although the next request rarely
   * needs as much. */
  if (trim)
    malloc_trim(0);
}

/* A chunk with room for `size` bytes, which becomes the current one. */
static struct chunk *arena_add_chunk(struct arena *a, size_t size) {
  size_t room = size > CHUNK ? size : CHUNK;
  struct chunk *c = room == CHUNK ? a->spare : NULL;
  if (c)
    a->spare = c->next;
  else
    c = malloc(sizeof *c + room);
  if (!c)
    return NULL;
  c->size = room;
  c->used = 0;
  c->next = a->chunks;
  a->chunks = c;
  return c;
}

/* Everything is rounded up to the strictest alignment, so that any object can follow
 * any other one. The size is checked against the cap before rounding: rounding a size
 * near SIZE_MAX would wrap around. */
void *arena_alloc(struct arena *a, size_t size) {
  const size_t align = alignof(max_align_t);
  if (size > a->cap || size > SIZE_MAX - align - sizeof(struct chunk))
    return NULL;
  size = (size + align - 1) / align * align;
  /* Two allocations never have the same address, not even empty ones, and NULL always
   * means failure. */
  if (size == 0)
    size = align;
  if (a->taken + size > a->cap)
    return NULL;
  struct chunk *c = a->chunks;
  /* The rest of the current chunk is given up. It is looked at no more, which keeps
   * each allocation fast. */
  if (!c || c->size - c->used < size)
    c = arena_add_chunk(a, size);
  if (!c)
    return NULL;
  void *p = c->data + c->used;
  c->used += size;
  a->taken += size;
  /* A chunk is used again after arena_reset, so calloc would not be enough. */
  return memset(p, 0, size);
}

/* One alignment is the most that arena_alloc may add by rounding. */
bool arena_has_room(const struct arena *a, size_t size) {
  const size_t align = alignof(max_align_t);
  return size <= a->cap && a->cap - size >= a->taken + align;
}

void *arena_array(struct arena *a, size_t count, size_t size) {
  if (size && count > SIZE_MAX / size)
    return NULL;
  return arena_alloc(a, count * size);
}

/* The old array stays in the arena until the reset. Doubling bounds that: all former
 * arrays together are smaller than the new one. */
void *arena_grow(struct arena *a, void *items, size_t count, size_t *cap, size_t size) {
  enum { FIRST = 8 };
  if (count < *cap)
    return items;
  size_t more = *cap ? *cap * 2 : FIRST;
  void *out = arena_array(a, more, size);
  if (!out)
    return NULL;
  if (count)
    memcpy(out, items, count * size);
  *cap = more;
  return out;
}

/* arena_alloc has zeroed the byte for the NUL. */
char *arena_strndup(struct arena *a, const char *s, size_t n) {
  char *copy = arena_alloc(a, n + 1);
  if (copy)
    memcpy(copy, s, n);
  return copy;
}

char *arena_strdup(struct arena *a, const char *s) {
  return arena_strndup(a, s, strlen(s));
}

char *arena_join(struct arena *a, const char *first, ...) {
  va_list rest;
  size_t n = 0;
  va_start(rest, first);
  for (const char *s = first; s; s = va_arg(rest, const char *))
    n += strlen(s);
  va_end(rest);
  char *out = arena_alloc(a, n + 1), *at = out;
  if (!out)
    return NULL;
  va_start(rest, first);
  for (const char *s = first; s; s = va_arg(rest, const char *))
    at = stpcpy(at, s);
  va_end(rest);
  return out;
}

char *arena_vprintf(struct arena *a, const char *format, va_list args) {
  /* Most texts are short: format them once, on the stack. */
  char text[256];
  va_list again;
  va_copy(again, args);
  int n = vsnprintf(text, sizeof text, format, again);
  va_end(again);
  if (n >= 0 && (size_t)n < sizeof text)
    return arena_strndup(a, text, (size_t)n);
  char *out = n < 0 ? NULL : arena_alloc(a, (size_t)n + 1);
  if (out)
    vsnprintf(out, (size_t)n + 1, format, args);
  return out;
}

char *arena_printf(struct arena *a, const char *format, ...) {
  va_list args;
  va_start(args, format);
  char *out = arena_vprintf(a, format, args);
  va_end(args);
  return out;
}
