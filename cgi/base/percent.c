#include "base/percent.h"

#include <stdbool.h>
#include <string.h>

/* The unreserved characters of RFC 3986 section 2.3, and the slash. strchr would find
 * the NUL at the end of the list as well, but no caller asks for it. */
static bool percent_is_plain(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         strchr("-._~/", c) != NULL;
}

char *percent_encode(struct arena *a, const char *path) {
  /* Upper case, as RFC 3986 section 2.1 asks for: URLs are compared as text. */
  static const char digits[] = "0123456789ABCDEF";
  /* Three bytes for each is the worst case. */
  char *out = arena_array(a, strlen(path) + 1, 3), *to = out;
  if (!out)
    return NULL;
  for (const char *s = path; *s; s++) {
    unsigned char c = (unsigned char)*s;
    if (percent_is_plain(*s)) {
      *to++ = *s;
    } else {
      *to++ = '%';
      *to++ = digits[c >> 4];
      *to++ = digits[c & 15];
    }
  }
  return out;
}

int percent_digit(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

char *percent_decode(struct arena *a, const char *path) {
  char *out = arena_strdup(a, path), *to = out;
  for (const char *s = out; s && *s;) {
    int high = *s == '%' ? percent_digit(s[1]) : -1;
    int low = high >= 0 ? percent_digit(s[2]) : -1;
    /* "%00" is kept: a NUL would end the string early, and later checks would see only
     * the part before it. */
    bool is_triple = low >= 0 && high + low > 0;
    if (is_triple)
      *to++ = (char)(high * 16 + low);
    else
      *to++ = *s;
    s += is_triple ? 3 : 1;
  }
  if (to)
    *to = '\0';
  return out;
}
