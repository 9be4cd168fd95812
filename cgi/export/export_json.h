/* An export as a single JSON document. */
#ifndef EXPORT_EXPORT_JSON_H
#define EXPORT_EXPORT_JSON_H

#include <stdio.h>

#include "base/err.h"
#include "export/export.h"

/* Writes the document to `out`. The caller checks `out` for write errors. ERR_CLOSED if
 * stopped. */
enum err export_json(struct export *x, FILE *out) MUST_USE;

#endif
