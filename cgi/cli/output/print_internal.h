/* Inside cli/: one way each to print rows, an array of objects of equal keys. */
#ifndef CLI_OUTPUT_PRINT_INTERNAL_H
#define CLI_OUTPUT_PRINT_INTERNAL_H

#include <stdio.h>

#include <jansson.h>

#include "base/buf.h"

/* Adds a value as one printable line. */
void print_cell(struct buf *out, const json_t *value);

/* Adds a text, its lines and tabs kept, all else that could steer a terminal visible.
 */
void print_lines(struct buf *out, const char *text);

void print_table(FILE *out, json_t *rows);

/* RFC 4180, with a line of names first. A text that a spreadsheet would take for a
 * formula gets an apostrophe in front. */
void print_csv(FILE *out, json_t *rows);

/* YAML 1.1, ASCII, of any value. */
void print_yaml(FILE *out, const json_t *value);

#endif
