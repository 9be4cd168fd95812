#include "http/etag.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void etag_make(uint64_t revision, uint64_t other, char *out) {
  snprintf(out, ETAG_TEXT, "\"%" PRIx64 "-%" PRIx64 "\"", revision, other);
}

bool etag_matches(const char *field, const char *etag) {
  size_t n = strlen(etag);
  for (const char *s = field; *s;) {
    s += strspn(s, " \t,");
    /* "*" counts only if it is the whole field (RFC 9110 section 13.1.2). */
    if (*s == '*' && s[1 + strspn(s + 1, " \t")] == '\0')
      return s == field || strspn(field, " \t") == (size_t)(s - field);
    /* If-None-Match uses weak comparison, so the mark "W/" is ignored. nginx adds it
     * when it compresses a response. */
    if (strncmp(s, "W/", 2) == 0)
      s += 2;
    if (*s != '"')
      return false;
    const char *end = strchr(s + 1, '"');
    if (!end)
      return false;
    if ((size_t)(end - s) + 1 == n && memcmp(s, etag, n) == 0)
      return true;
    s = end + 1;
  }
  return false;
}
