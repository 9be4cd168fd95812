/* Inside cli/output only: any value as YAML. */
#ifndef CLI_OUTPUT_PRINT_YAML_H
#define CLI_OUTPUT_PRINT_YAML_H

#include <stdio.h>

#include <jansson.h>

#include "base/err.h"

/* Prints a value as a YAML 1.1 document. ERR_NOMEM; the caller checks `out` for errors
 * of writing. */
enum err print_yaml(FILE *out, const json_t *value) MUST_USE;

#endif
