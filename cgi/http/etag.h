/* Entity tags: RFC 9110 section 8.8.3. */
#ifndef HTTP_ETAG_H
#define HTTP_ETAG_H

#include <stdbool.h>
#include <stdint.h>

enum { ETAG_TEXT = 40 };

/* A strong tag of a page's revision and `other`, into ETAG_TEXT bytes, in the form
 * that nginx gives files (time of modification and size): a stored page, whose file's
 * time is its revision, has one tag whoever answers, if `other` is its size in bytes.
 */
void etag_make(uint64_t revision, uint64_t other, char *out);

/* True when an If-None-Match field names the tag (weak comparison, section 13.1.2). */
bool etag_matches(const char *if_none_match, const char *etag);

#endif
