/* The accept loop of a worker process. */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include "base/err.h"
#include "http/channel.h"
#include "web/supervisor.h"

/* Answers one request. The channel is valid until it returns. */
typedef void serve_handle(void *context, struct channel *channel);

/* Answers FastCGI requests from the non-blocking socket `listen_fd`, one at a time,
 * until SIGTERM or SIGINT, which must be blocked; the current request is completed
 * first. Reports in `slot` when it is ready and when a request began. Returns ERR_NOMEM
 * or ERR_IO if it could not start or continue. */
enum err serve_requests(int listen_fd, struct supervisor_slot *slot,
    serve_handle *handle, void *context) MUST_USE;

#endif
