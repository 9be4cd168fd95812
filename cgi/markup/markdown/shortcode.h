/* The inside of a shortcode or template tag, a name and its arguments, in the syntax
 * that WordPress, Hugo and Liquid share. */
#ifndef MARKUP_MARKDOWN_SHORTCODE_H
#define MARKUP_MARKDOWN_SHORTCODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum {
  SHORTCODE_ARGUMENTS = 24,
  SHORTCODE_TAG = 2000 /* length of the longest tag read */
};

struct shortcode {
  const char *name;
  struct {
    const char *key; /* NULL: positional */
    const char *value;
  } arguments[SHORTCODE_ARGUMENTS];
  size_t count;
};

/* Parses `name a="b" c='d' e=f word "two words"` from the `n` bytes at `s` into `a`. A
 * slash at the end is ignored, and so are arguments past SHORTCODE_ARGUMENTS. Returns
 * false if there is no name, or when out of memory. */
bool shortcode_read(struct arena *a, const char *s, size_t n, struct shortcode *out);

/* Returns the value of a key, or NULL. */
const char *shortcode_get(const struct shortcode *c, const char *key);

/* Returns the positional argument `i`, counted from 0, or NULL. */
const char *shortcode_at(const struct shortcode *c, size_t i);

/* Returns the value of a key, or else the first positional argument, or else "". */
const char *shortcode_first(const struct shortcode *c, const char *key);

/* Offset of the first `end` outside quotes, searching at most SHORTCODE_TAG bytes;
 * (size_t)-1 if there is none. */
size_t shortcode_end(const char *s, const char *end);

#endif
