/* The inside of a shortcode or template tag: a name and its arguments, as WordPress,
 * Hugo and Liquid write them. */
#ifndef MARKUP_MARKDOWN_SHORTCODE_H
#define MARKUP_MARKDOWN_SHORTCODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum {
  SHORTCODE_ARGUMENTS = 24,
  SHORTCODE_TAG = 2000 /* bytes of the longest taken */
};

struct shortcode {
  const char *name;
  struct {
    const char *key; /* NULL: known by its place */
    const char *value;
  } arguments[SHORTCODE_ARGUMENTS];
  size_t count;
};

/* Reads `name a="b" c='d' e=f word "two words"` from the `n` bytes at `s`, into `a`. A
 * slash at the end is none of it; arguments past SHORTCODE_ARGUMENTS are lost. False
 * where there is no name, or memory is out. */
bool shortcode_read(struct arena *a, const char *s, size_t n, struct shortcode *out);

/* The value of a key; NULL without it. */
const char *shortcode_get(const struct shortcode *c, const char *key);

/* The `i`th of the values without a key, from 0; NULL where there are fewer. */
const char *shortcode_at(const struct shortcode *c, size_t i);

/* Bytes up to the first of `end` outside of quotes, looking at SHORTCODE_TAG at most;
 * (size_t)-1 without one. */
size_t shortcode_end(const char *s, const char *end);

#endif
