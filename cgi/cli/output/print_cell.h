/* Inside cli/output only: a JSON value as printable text. */
#ifndef CLI_OUTPUT_PRINT_CELL_H
#define CLI_OUTPUT_PRINT_CELL_H

#include <jansson.h>

#include "base/buf.h"

/* Adds a value as one printable line; the elements of an array are separated by commas.
 * Adds nothing for null. */
void print_cell(struct buf *out, const json_t *value);

/* Adds a text with its line breaks and tabs. Other control characters, which could
 * control a terminal, are added in a visible form. */
void print_cell_lines(struct buf *out, const char *text);

#endif
