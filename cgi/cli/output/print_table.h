/* Inside cli/output only: rows as a table. */
#ifndef CLI_OUTPUT_PRINT_TABLE_H
#define CLI_OUTPUT_PRINT_TABLE_H

#include <stdio.h>

#include <jansson.h>

/* Prints an array of objects with the same keys, which are the heading. On a terminal
 * the last column is cut to fit; a cell that was cut ends in "…". */
void print_table(FILE *out, json_t *rows);

#endif
