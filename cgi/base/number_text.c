#include "base/number_text.h"

/* Not snprintf, for the reason that clock_iso gives. */
char *number_text(int64_t n, int digits, char out[NUMBER_TEXT]) {
  char reversed[NUMBER_TEXT];
  int len = 0, at = 0;
  /* Negate as unsigned: the smallest integer has no positive counterpart. */
  uint64_t left = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
  do {
    reversed[len++] = (char)('0' + left % 10);
    left /= 10;
  } while (left || (len < digits && len < NUMBER_TEXT - 2));
  if (n < 0)
    out[at++] = '-';
  while (len)
    out[at++] = reversed[--len];
  out[at] = '\0';
  return out;
}
