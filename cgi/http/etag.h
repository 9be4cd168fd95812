/* Entity tags: RFC 9110 section 8.8.3. */
#ifndef HTTP_ETAG_H
#define HTTP_ETAG_H

#include <stdbool.h>
#include <stdint.h>

enum { ETAG_TEXT = 40 };

/* A strong tag of a page's revision and what renders it, into ETAG_TEXT octets. */
void etag_make(uint64_t revision, uint64_t render_key, char *out);

/* The tag nginx gives a file whose time of modification is `revision` and that has
 * `size` octets, into ETAG_TEXT octets: a page has one tag whoever answers. */
void etag_make_stored(uint64_t revision, uint64_t size, char *out);

/* True when an If-None-Match field names the tag (weak comparison, section 13.1.2). */
bool etag_matches(const char *if_none_match, const char *etag);

#endif
