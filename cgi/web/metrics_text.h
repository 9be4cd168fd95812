/* Metrics as Prometheus reads them: its text format, version 0.0.4. */
#ifndef WEB_METRICS_TEXT_H
#define WEB_METRICS_TEXT_H

#include "base/buf.h"
#include "site/site_numbers.h"
#include "web/metrics.h"

#define METRICS_TEXT_TYPE "text/plain; version=0.0.4; charset=utf-8"

/* Appends all metrics. docs/monitoring.md lists them. `workers` is the
 * setting. */
void metrics_text(const struct metrics_values *counted,
    const struct site_numbers *numbers, int64_t workers, struct buf *out);

#endif
