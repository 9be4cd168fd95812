/* Answers those who ask for metrics, over HTTP/1.0, one request per connection. */
#ifndef WEB_METRICS_SERVE_H
#define WEB_METRICS_SERVE_H

#include <stdbool.h>

#include "base/buf.h"
#include "web/metrics_listen.h"

/* Appends the metrics. */
typedef void metrics_serve_write(void *context, struct buf *out);

/* Waits `ms` milliseconds, and answers meanwhile. Returns true, at once, when
 * `signal_fd` is readable. A client that is slow is given up after a tenth of a second,
 * by which the wait can be longer. */
bool metrics_serve_wait(const struct metrics_listen *m, int signal_fd, int ms,
    metrics_serve_write *write, void *context);

#endif
