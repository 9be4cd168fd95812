/* Entity tags: RFC 9110 section 8.8.3. */
#ifndef HTTP_ETAG_H
#define HTTP_ETAG_H

#include <stdbool.h>
#include <stdint.h>

enum { ETAG_TEXT = 40 };

/* Writes a strong tag made of the page's revision and `other` to `out`, ETAG_TEXT
 * bytes. It has the form nginx gives to files, modification time and size: a cached
 * page, whose file's time is its revision, has the same tag whether nginx or the
 * program answers, provided `other` is its size in bytes. */
void etag_make(uint64_t revision, uint64_t other, char *out);

/* The same, but weak: for a response whose bytes are not always the same, because it
 * may be compressed on its way. */
void etag_make_weak(uint64_t revision, uint64_t other, char *out);

/* True if an If-None-Match field contains the tag (weak comparison, RFC 9110 section
 * 13.1.2). */
bool etag_matches(const char *if_none_match, const char *etag);

#endif
