/* An answer: status, headers, body. */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "http/channel.h"

enum response_cache {
  RESPONSE_PRIVATE,  /* never stored: errors, answers to POST, what is one reader's */
  RESPONSE_PUBLIC,   /* stored, asked for anew each time */
  RESPONSE_IMMUTABLE /* never changes under this address */
};

/* {0} is an empty answer; response_free gives its memory back. */
struct response {
  int status;
  enum response_cache cache;
  const char *type;   /* media type; NULL: HTML */
  struct buf headers; /* lines so far */
  struct buf body;
};

/* Adds a header. ERR_INVALID, and nothing added, if the value has a character outside
 * printable ASCII: none can begin a header of its own. */
enum err response_header(
    struct response *r, const char *name, const char *value) MUST_USE;

/* Adds the ETag; who has it already, by the field If-None-Match or NULL, gets a 304
 * without the body. */
enum err response_tag(
    struct response *r, const char *etag, const char *if_none_match) MUST_USE;

/* Sends it, with the security headers every answer carries; without body for HEAD, 304
 * and redirects of no body. ERR_IO when the other side is gone. */
enum err response_send(struct channel *c, const struct response *r, bool head) MUST_USE;

void response_free(struct response *r);

/* The headers that every answer carries, as lines "Name: value", ended by NULL. */
extern const char *const response_security[];

#endif
