#include "cli/suggest.h"

#include <string.h>

enum { LONGEST = 31, NEAR = 2 };

static size_t least(size_t a, size_t b) {
  return a < b ? a : b;
}

size_t suggest_distance(const char *a, const char *b) {
  size_t rows[LONGEST + 1][LONGEST + 1], n = strlen(a), m = strlen(b);
  if (n > LONGEST || m > LONGEST)
    return LONGEST + 1;
  for (size_t i = 0; i <= n; i++)
    for (size_t j = 0; j <= m; j++) {
      if (!i || !j) {
        rows[i][j] = i + j;
        continue;
      }
      size_t d = least(rows[i - 1][j], rows[i][j - 1]) + 1;
      d = least(d, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d = least(d, rows[i - 2][j - 2] + 1);
      rows[i][j] = d;
    }
  return rows[n][m];
}

void suggest_try(struct suggestion *s, const char *typed, const char *candidate) {
  size_t d = suggest_distance(typed, candidate);
  if (d <= NEAR && d * 2 < strlen(candidate) && (!s->word || d < s->distance))
    *s = (struct suggestion){candidate, d};
}
