/* Content codings: RFC 9110 section 12.5.3. */
#ifndef HTTP_ENCODING_H
#define HTTP_ENCODING_H

#include <stdbool.h>

/* True when an Accept-Encoding field takes `coding` ("gzip", "br"): it is named, or "*"
 * is and it is not, with a weight above 0. */
bool encoding_accepts(const char *accept_encoding, const char *coding);

#endif
