#include "base/percent.h"

#include <stdbool.h>
#include <string.h>

static bool is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         strchr("-._~/", c) != NULL;
}

char *percent_encode(struct arena *a, const char *path) {
  static const char digits[] = "0123456789ABCDEF";
  char *out = arena_array(a, strlen(path) + 1, 3), *to = out;
  if (!out)
    return NULL;
  for (const char *s = path; *s; s++) {
    unsigned char c = (unsigned char)*s;
    if (is_plain(*s)) {
      *to++ = *s;
    } else {
      *to++ = '%';
      *to++ = digits[c >> 4];
      *to++ = digits[c & 15];
    }
  }
  return out;
}
