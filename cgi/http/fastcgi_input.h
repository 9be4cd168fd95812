/* Inside http/ only: how far a request has arrived on a FastCGI connection. Looks at
 * the headers of the records alone; libfcgi reads what is in them. */
#ifndef HTTP_FASTCGI_INPUT_H
#define HTTP_FASTCGI_INPUT_H

#include <stddef.h>
#include <stdint.h>

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
  int id;              /* of the request */
  size_t params, body; /* bytes that have arrived of them */

  /* The record that is arriving: its header, how much of it is still to come, and the
   * beginning of its content. */
  uint8_t head[8], begin[2];
  size_t head_size, content, padding, taken;
};

/* Looks at the next bytes. Those that follow the request are ignored. */
void fastcgi_input_feed(struct fastcgi_input *in, const void *data, size_t size);

#endif
