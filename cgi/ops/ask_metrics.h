/* What a running service has counted, asked from its socket run/metrics.sock. */
#ifndef OPS_ASK_METRICS_H
#define OPS_ASK_METRICS_H

#include <stdint.h>

#include "base/err.h"

struct ask_metrics {
  int64_t workers;
  int64_t requests; /* since the service was started */
  int64_t failed;   /* of these, those that were answered with 5xx */
  int64_t waiting;  /* forms in the queue */
};

/* Waits for a second at most. ERR_NOT_FOUND if no service answers; ERR_OWNER if this
 * user may not ask; ERR_INVALID for an answer that it cannot read. */
enum err ask_metrics(const char *dir, struct ask_metrics *out) MUST_USE;

#endif
