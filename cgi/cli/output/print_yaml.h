/* Inside cli/output only: any value as YAML. */
#ifndef CLI_OUTPUT_PRINT_YAML_H
#define CLI_OUTPUT_PRINT_YAML_H

#include <stdio.h>

#include <jansson.h>

/* Prints a value as a YAML 1.1 document. */
void print_yaml(FILE *out, const json_t *value);

#endif
