/* Content codings: RFC 9110 section 12.5.3. */
#ifndef HTTP_ENCODING_H
#define HTTP_ENCODING_H

#include <stdbool.h>

/* True if an Accept-Encoding field accepts `coding` ("gzip", "br") with a weight above
 * 0: by its name, or by "*" if it is not named. */
bool encoding_accepts(const char *accept_encoding, const char *coding);

#endif
