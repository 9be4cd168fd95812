/* A response: status, headers, body. */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "http/channel.h"

enum response_cache {
  RESPONSE_PRIVATE,  /* never stored: errors, responses to POST, private pages */
  RESPONSE_PUBLIC,   /* may be stored, is revalidated each time */
  RESPONSE_IMMUTABLE /* never changes at this URL */
};

/* {0} is an empty response. Release it with response_free. */
struct response {
  int status;
  enum response_cache cache;
  const char *type;   /* media type; NULL: HTML */
  bool is_stored;     /* sent as it is stored: nothing was read from the database */
  struct buf headers; /* header lines added so far */
  struct buf body;
};

/* Adds a header. Returns ERR_INVALID, and adds nothing, if the value contains a
 * character outside printable ASCII: no value can start a header line of its own. */
enum err response_header(
    struct response *r, const char *name, const char *value) MUST_USE;

/* Adds an ETag. If the client already has it, according to If-None-Match, the response
 * becomes a 304 without a body. */
enum err response_tag(
    struct response *r, const char *etag, const char *if_none_match) MUST_USE;

/* Called last. Adds "Vary: Accept-Encoding" to a text, and compresses the body with
 * gzip if the client accepts it and the body has 1,000 bytes or more. A response that
 * has the header already is left as it is. A 503 is never compressed: in a flood, that
 * would take time from the comments. ERR_NOMEM: the response can be sent, uncompressed.
 */
enum err response_compress(struct response *r, const char *accept_encoding) MUST_USE;

/* Sends the response with the security headers that every response carries; HEAD and
 * 304 get no body. Returns ERR_IO if the client has gone. */
enum err response_send(struct channel *c, const struct response *r, bool head) MUST_USE;

void response_free(struct response *r);

/* The headers of every response, as "Name: value" lines, a list that ends with NULL. */
extern const char *const response_security[];

#endif
