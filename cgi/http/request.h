/* A request as the program sees it: bounded, decoded, checked. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "http/channel.h"

enum method { METHOD_GET = 1, METHOD_HEAD = 2, METHOD_POST = 4, METHOD_OTHER = 8 };

/* All strings live in the arena; "" where the request has no such thing. */
struct request {
  struct arena *arena;
  struct channel *channel;
  enum method method;
  const char *raw_path; /* as sent, without the query */
  const char *path;     /* decoded, UTF-8, begins with '/' */
  const char *query;    /* as sent, without '?' */
  const char *content_type;
  int64_t content_length; /* -1: not given */
  const char *if_none_match, *accept_encoding, *sec_fetch_site, *origin;
  const char *address; /* IP address of the client, as the web server says */
  const char *body;    /* after request_read_body */
  size_t body_size;
};

/* Reads what the channel says of the request, but for its body: REQUEST_URI (RFC 9112
 * section 3.2, origin-form or absolute-form), or else SCRIPT_NAME and PATH_INFO (RFC
 * 3875). ERR_URI_TOO_LONG past LIMIT_PATH or LIMIT_QUERY, ERR_TOO_LARGE past
 * LIMIT_PARAMS and for a content length past int64_t, ERR_SYNTAX for a path that cannot
 * be decoded or has an encoded slash, a backslash or a dot segment, and for a content
 * length that is not digits or is given twice; ERR_NOMEM. *out can be answered all the
 * same. */
enum err request_read(struct request *out, struct arena *a, struct channel *c) MUST_USE;

/* Reads the body of at most `cap` bytes; ERR_TOO_LARGE before reading where it is
 * longer, ERR_SYNTAX where it is not as long as was said. */
enum err request_read_body(struct request *r, size_t cap) MUST_USE;

/* Decodes %XX (and '+' where `plus`) in `n` bytes of `s`. ERR_SYNTAX for a malformed
 * one, for %00, and where the result is not UTF-8 or has control characters but LF,
 * CR and TAB (in a path: none at all). */
enum err request_decode(
    struct arena *a, const char *s, size_t n, int plus, char **out) MUST_USE;

#endif
