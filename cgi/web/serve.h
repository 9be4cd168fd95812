/* The accept loop of a process that answers requests. */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include "base/err.h"
#include "http/channel.h"
#include "web/supervisor.h"

/* Answers one request; the channel is valid until it returns. */
typedef void serve_handle(void *context, struct channel *channel);

/* Answers FastCGI requests from the non-blocking socket `listen_fd`, one after the
 * other, until SIGTERM or SIGINT, which must be blocked; the request at hand is ended
 * first. Says in `slot` when it is ready and when a request began. ERR_NOMEM or ERR_IO
 * where it could not begin or go on. */
enum err serve_requests(int listen_fd, struct supervisor_slot *slot,
    serve_handle *handle, void *context) MUST_USE;

#endif
