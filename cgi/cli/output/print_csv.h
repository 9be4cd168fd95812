/* Inside cli/output only: rows as comma-separated values. */
#ifndef CLI_OUTPUT_PRINT_CSV_H
#define CLI_OUTPUT_PRINT_CSV_H

#include <stdio.h>

#include <jansson.h>

#include "base/err.h"

/* Prints an array of objects with the same keys as CSV (RFC 4180) with a header line. A
 * text that a spreadsheet would evaluate as a formula gets an apostrophe in front.
 * ERR_NOMEM; the caller checks `out` for errors of writing. */
enum err print_csv(FILE *out, json_t *rows) MUST_USE;

#endif
