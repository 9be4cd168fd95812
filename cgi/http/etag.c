#include "http/etag.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* Hexadecimal, because nginx writes the two numbers so: the tags of both must be equal
 * byte by byte. ETAG_TEXT has room for two numbers of 16 digits. */
static void etag_write(const char *mark, uint64_t revision, uint64_t other, char *out) {
  snprintf(out, ETAG_TEXT, "%s\"%" PRIx64 "-%" PRIx64 "\"", mark, revision, other);
}

void etag_make(uint64_t revision, uint64_t other, char *out) {
  etag_write("", revision, other, out);
}

void etag_make_weak(uint64_t revision, uint64_t other, char *out) {
  etag_write("W/", revision, other, out);
}

bool etag_matches(const char *field, const char *etag) {
  /* The field cannot be split at commas: a tag may contain one (RFC 9110 section
   * 8.8.3). So it is read from quote to quote. */
  etag += strncmp(etag, "W/", 2) == 0 ? 2 : 0;
  size_t n = strlen(etag);
  for (const char *s = field; *s;) {
    s += strspn(s, " \t,");
    /* "*" counts only if it is the whole field (RFC 9110 section 13.1.2). */
    if (*s == '*' && s[1 + strspn(s + 1, " \t")] == '\0')
      return s == field || strspn(field, " \t") == (size_t)(s - field);
    /* If-None-Match uses weak comparison, so the mark "W/" is ignored. A web
     * server adds it when it compresses a response. */
    if (strncmp(s, "W/", 2) == 0)
      s += 2;
    /* A field that is malformed from here on matches nothing: the client gets the whole
     * page, which is never wrong. */
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
