/* Inside cli/output only: rows as a table. */
#ifndef CLI_OUTPUT_PRINT_TABLE_H
#define CLI_OUTPUT_PRINT_TABLE_H

#include <stdio.h>

#include <jansson.h>

#include "base/err.h"

/* Prints an array of objects with the same keys, which are the heading. On a terminal
 * the last column is cut to fit; a cell that was cut ends in "…". ERR_NOMEM; the caller
 * checks `out` for errors of writing. */
enum err print_table(FILE *out, json_t *rows) MUST_USE;

#endif
