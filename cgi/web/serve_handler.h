/* What the loop of a worker does with a request. Types only: web/serve.h runs the loop.
 */
#ifndef WEB_SERVE_HANDLER_H
#define WEB_SERVE_HANDLER_H

#include <stdbool.h>

#include "http/channel.h"

/* The channel is valid until a function returns. */
struct serve_handler {
  /* Whether the body must have arrived before `answer`. */
  bool (*wants_body)(void *context, struct channel *channel);
  /* Answers the request. */
  void (*answer)(void *context, struct channel *channel);
  /* Answers a request whose body did not arrive in time. */
  void (*refuse)(void *context, struct channel *channel);
  void *context;
};

#endif
