/* What the loop of a worker does with a request. Types only: web/serve.h runs the loop.
 */
#ifndef WEB_SERVE_HANDLER_H
#define WEB_SERVE_HANDLER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "http/channel.h"

/* Called when the response to a request of answer_all is complete. */
typedef void serve_done(void *context, size_t i);

/* The channel is valid until a function returns. */
struct serve_handler {
  /* Whether the body must have arrived before `answer`. */
  bool (*wants_body)(void *context, struct channel *channel);
  /* Answers the request. */
  void (*answer)(void *context, struct channel *channel);
  /* Answers a request that is not carried out: ERR_TIMEOUT if its body did not arrive
   * in time, ERR_OVERLOAD if there is no room for its form. */
  void (*refuse)(void *context, struct channel *channel, enum err why);
  void *context;
  /* Answers several forms, FORM_QUEUE_GROUP at most. NULL: they are answered one by
   * one. */
  void (*answer_all)(void *context, struct channel *channels, size_t count,
      serve_done *done, void *done_context);
};

#endif
