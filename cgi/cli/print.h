/* What the command prints: tables and JSON. Nothing of it steers a terminal. */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

enum print_format { PRINT_TABLE, PRINT_JSON, PRINT_IDS, PRINT_COUNT };

/* The format named, PRINT_TABLE for NULL. False, after complaining, for a word that is
 * none of the first `known` formats. */
bool print_format(const char *name, int known, enum print_format *out);

/* A time for a row or an object, "2026-11-24T09:30:05+01:00"; null for 0, no date yet.
 * The caller owns it. */
json_t *print_time(int64_t t);

/* Rows of equal fields, printed in any format: an array of objects whose first key is
 * "id". The table is cut to the terminal's width, its last column first; what is cut
 * ends in "…". Takes the reference. */
void print_rows(json_t *rows, enum print_format format);

/* One object: a line a field, further lines of a text below its first; or JSON. Takes
 * the reference. */
void print_object(json_t *object, enum print_format format);

#endif
