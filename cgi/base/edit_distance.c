#include "base/edit_distance.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistr.h>

struct token {
  ucs4_t letters[EDIT_DISTANCE_LONGEST];
  size_t count;
};

static bool decode(const char *s, struct token *out) {
  size_t left = strlen(s);
  out->count = 0;
  while (left && out->count < EDIT_DISTANCE_LONGEST) {
    int step = u8_mbtouc(&out->letters[out->count++], (const uint8_t *)s, left);
    s += step;
    left -= (size_t)step;
  }
  return !left;
}

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

/* Rows of the table of distances between heads of two words: the row at hand and the
 * two before it. Only what is `most` from the diagonal is filled in: anything else is
 * farther apart than that. */
struct table {
  const struct token *a, *b;
  size_t most;
  size_t rows[3][EDIT_DISTANCE_LONGEST + 2];
};

static size_t cell(const struct table *t, size_t i, size_t j) {
  const ucs4_t *a = t->a->letters, *b = t->b->letters;
  if (!i || !j)
    return i + j;
  const size_t *row = t->rows[i % 3], *above = t->rows[(i - 1) % 3];
  size_t d = least(above[j], row[j - 1]) + 1;
  d = least(d, above[j - 1] + (a[i - 1] != b[j - 1]));
  if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
    d = least(d, t->rows[(i - 2) % 3][j - 2] + 1);
  return d;
}

/* Fills row `i` in and returns the least of it. */
static size_t fill_row(struct table *t, size_t i) {
  size_t *row = t->rows[i % 3], best = t->most + 1;
  size_t low = i > t->most ? i - t->most : 0, high = least(t->b->count, i + t->most);
  if (low)
    row[low - 1] = t->most + 1;
  for (size_t j = low; j <= high; j++)
    best = least(best, row[j] = cell(t, i, j));
  row[high + 1] = t->most + 1;
  return best;
}

size_t edit_distance(const char *a, const char *b, size_t most) {
  struct token x, y;
  struct table t = {.a = &x, .b = &y, .most = least(most, EDIT_DISTANCE_LONGEST)};
  if (!decode(a, &x) || !decode(b, &y))
    return most + 1;
  if (x.count > y.count + most || y.count > x.count + most)
    return most + 1;
  for (size_t i = 0; i <= x.count; i++)
    if (fill_row(&t, i) > t.most)
      return most + 1;
  return least(t.rows[x.count % 3][y.count], most + 1);
}
