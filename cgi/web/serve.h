/* The loop of a worker process: accepts connections, waits for requests to arrive, and
 * answers them one at a time. */
#ifndef WEB_SERVE_H
#define WEB_SERVE_H

#include "base/err.h"
#include "web/form_queue.h"
#include "web/serve_handler.h"
#include "web/supervisor.h"

/* Answers FastCGI requests from the non-blocking socket `listen_fd` until SIGTERM or
 * SIGINT, which must be blocked; requests that have begun are completed first. Forms
 * go through the queue `forms`; NULL: requests are answered in the order in which they
 * arrive. Reports in `slot` when it is ready and when it began to work on a request.
 * Returns ERR_NOMEM or ERR_IO if it could not start or continue. */
enum err serve_requests(int listen_fd, struct form_queue *forms,
    struct child_slot *slot, const struct serve_handler *handler) MUST_USE;

#endif
