/* An export in WordPress's format, WXR 1.2. */
#ifndef EXPORT_EXPORT_WXR_H
#define EXPORT_EXPORT_WXR_H

#include <stdio.h>

#include "base/err.h"
#include "export/export.h"

/* Writes the document to `out`. The caller checks `out` for write errors. ERR_CLOSED if
 * stopped. */
enum err export_wxr(struct export *x, FILE *out) MUST_USE;

#endif
