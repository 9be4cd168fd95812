/* Inside http/ only: what a web server sends on a FastCGI connection. Bytes in,
 * variables and body out; nothing here reads from a socket. */
#ifndef HTTP_FASTCGI_INPUT_H
#define HTTP_FASTCGI_INPUT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

enum fastcgi_stage {
  FASTCGI_BEGIN,  /* nothing complete has arrived */
  FASTCGI_PARAMS, /* a request has begun; its variables are arriving */
  FASTCGI_BODY,   /* the variables are complete, the body is not */
  FASTCGI_WHOLE,  /* the body has ended, or is longer than LIMIT_BODY */
  FASTCGI_BROKEN  /* aborted, or not one request of the role "responder" */
};

/* {0} is a connection on which nothing has arrived. */
struct fastcgi_input {
  enum fastcgi_stage stage;
  uint16_t id;   /* of the request, which the response repeats */
  char **params; /* from FASTCGI_BODY on: "NAME=value" strings, ends with NULL */
  struct buf body;

  /* The record that is arriving: its header, and how much of it is still to come. */
  uint8_t head[8];
  size_t head_size, content, padding;
  struct buf pairs; /* the contents of the records before the body */
};

/* Takes the next bytes. Those that follow the request are ignored. ERR_NOMEM; what is
 * wrong with the bytes is told by `stage`. */
enum err fastcgi_input_feed(
    struct fastcgi_input *in, const void *data, size_t size) MUST_USE;

void fastcgi_input_free(struct fastcgi_input *in);

#endif
