/* A request as the program sees it: bounded, decoded, validated. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "http/channel.h"

enum method { METHOD_GET = 1, METHOD_HEAD = 2, METHOD_POST = 4, METHOD_OTHER = 8 };

/* All strings live in the arena and are "" if the request lacks them. */
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
  const char *address;   /* IP address of the client, as reported by the web server */
  const char *forwarded; /* X-Forwarded-For: read it with client_address only */
  const char *id;        /* by which the web server's log knows it; visible ASCII */
  const char *body;      /* after request_read_body */
  size_t body_size;
};

/* Reads the request without its body. Its ID is REQUEST_ID or, if that is missing, the
 * header X-Request-ID; one that is longer than LIMIT_REQUEST_ID, or has other
 * characters than visible ASCII, is ignored. The target is REQUEST_URI (RFC 9112
 * section 3.2, origin-form or absolute-form), or SCRIPT_NAME and PATH_INFO (RFC 3875)
 * if that is missing.
 *
 * Returns ERR_URI_TOO_LONG over LIMIT_PATH or LIMIT_QUERY; ERR_TOO_LARGE over
 * LIMIT_PARAMS or for a content length that does not fit int64_t; ERR_SYNTAX for a path
 * that cannot be decoded or contains an encoded slash, a backslash or a dot segment,
 * and for a content length that is not digits or is given twice; ERR_NOMEM. Even then
 * *out can be used for an error response. */
enum err request_read(struct request *out, struct arena *a, struct channel *c) MUST_USE;

/* Reads the body. Returns ERR_TOO_LARGE, before reading anything, if it is longer than
 * `cap` bytes, and ERR_SYNTAX if its length differs from the announced one. */
enum err request_read_body(struct request *r, size_t cap) MUST_USE;

enum request_part {
  REQUEST_PATH,      /* no control characters */
  REQUEST_FORM_NAME, /* '+' is a space, line ends become LF; LF and TAB allowed */
  REQUEST_FORM_VALUE /* the same, and other control characters are removed */
};

/* Decodes %XX in `n` bytes of `s`. Returns ERR_SYNTAX for a malformed triple, if the
 * result is not UTF-8, and for NUL and control characters that `part` excludes. */
enum err request_decode(struct arena *a, const char *s, size_t n,
    enum request_part part, char **out) MUST_USE;

#endif
