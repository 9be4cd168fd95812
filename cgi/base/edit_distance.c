#include "base/edit_distance.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <unistr.h>

/* Characters and not bytes: a letter of several bytes counts as one edit. */
struct edit_word {
  ucs4_t letters[EDIT_DISTANCE_LONGEST];
  size_t count;
};

static bool edit_distance_decode(const char *s, struct edit_word *out) {
  size_t left = strlen(s);
  out->count = 0;
  while (left && out->count < EDIT_DISTANCE_LONGEST) {
    int step = u8_mbtouc(&out->letters[out->count++], (const uint8_t *)s, left);
    s += step;
    left -= (size_t)step;
  }
  /* False for a word with more than EDIT_DISTANCE_LONGEST characters. */
  return !left;
}

static size_t edit_distance_least(size_t a, size_t b) {
  return a < b ? a : b;
}

/* Three rows of the usual matrix of distances between prefixes: the current one and the
 * two before it. Only cells within `most` of the diagonal are filled in; all others are
 * farther apart than that by definition. */
struct table {
  const struct edit_word *a, *b;
  size_t most;
  size_t rows[3][EDIT_DISTANCE_LONGEST + 2];
};

/* Row i stays at i % 3: the current row overwrites the one three before it, which no
 * cell needs any more. */
static size_t edit_distance_cell(const struct table *t, size_t i, size_t j) {
  const ucs4_t *a = t->a->letters, *b = t->b->letters;
  if (!i || !j)
    return i + j;
  const size_t *row = t->rows[i % 3], *above = t->rows[(i - 1) % 3];
  size_t d = edit_distance_least(above[j], row[j - 1]) + 1;
  d = edit_distance_least(d, above[j - 1] + (a[i - 1] != b[j - 1]));
  if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
    d = edit_distance_least(d, t->rows[(i - 2) % 3][j - 2] + 1);
  return d;
}

/* Fills row `i` and returns its smallest value. When that exceeds `most`, no later row
 * can be smaller, and the comparison stops. */
static size_t edit_distance_fill_row(struct table *t, size_t i) {
  size_t *row = t->rows[i % 3], best = t->most + 1;
  size_t low = i > t->most ? i - t->most : 0,
         high = edit_distance_least(t->b->count, i + t->most);
  /* The cells just outside of the band are read by the next row. most + 1 stands for
   * "too far" in them. */
  if (low)
    row[low - 1] = t->most + 1;
  for (size_t j = low; j <= high; j++)
    best = edit_distance_least(best, row[j] = edit_distance_cell(t, i, j));
  row[high + 1] = t->most + 1;
  return best;
}

size_t edit_distance(const char *a, const char *b, size_t most) {
  struct edit_word x, y;
  struct table t = {
      .a = &x, .b = &y, .most = edit_distance_least(most, EDIT_DISTANCE_LONGEST)};
  if (!edit_distance_decode(a, &x) || !edit_distance_decode(b, &y))
    return most + 1;
  /* Each edit changes the length by at most one. */
  if (x.count > y.count + most || y.count > x.count + most)
    return most + 1;
  for (size_t i = 0; i <= x.count; i++)
    if (edit_distance_fill_row(&t, i) > t.most)
      return most + 1;
  return edit_distance_least(t.rows[x.count % 3][y.count], most + 1);
}
