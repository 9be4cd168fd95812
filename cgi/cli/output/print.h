/* Output in all its formats: table, JSON, CSV, YAML. Control characters in the data are
 * shown, never sent to the terminal. On a terminal the output goes through the pager.
 */
#ifndef CLI_OUTPUT_PRINT_H
#define CLI_OUTPUT_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "base/err.h"

enum print_format {
  PRINT_TABLE,
  PRINT_JSON,
  PRINT_CSV,
  PRINT_YAML,
  PRINT_IDS, /* this one and the next are for rows only */
  PRINT_COUNT
};

/* The number of formats that can show one object, and those that can show rows. */
enum { PRINT_OBJECT = PRINT_IDS, PRINT_LIST = PRINT_COUNT + 1 };

/* The format of that name; PRINT_TABLE for NULL. False, after complaining, if it is not
 * one of the first `known` formats (PRINT_OBJECT or PRINT_LIST). */
bool print_format(const char *name, int known, enum print_format *out);

/* A time for a row or an object, "2026-11-24T09:30:05+01:00"; JSON null for 0, which
 * means no date yet. The caller owns the reference. */
json_t *print_time(int64_t t);

/* The functions below return the exit code: 0, or EX_OSERR after complaining that
 * memory ran out, of which an object or rows that are NULL are a sign too. main.c
 * reports a failed write to standard output. */

/* Prints rows in any format: an array of objects with the same keys, among them "id"
 * for PRINT_IDS. CSV has CRLF line ends (RFC 4180). Takes over the reference. */
int print_rows(json_t *rows, enum print_format format) MUST_USE;

/* Prints one object: one field per line, with the further lines of a text below its
 * first; or as JSON, YAML or one row of CSV. Takes over the reference. */
int print_object(json_t *object, enum print_format format) MUST_USE;

/* Prints one bare value, for --field: a text keeps its line breaks and tabs. */
int print_value(const json_t *value) MUST_USE;

/* Prints a line in which `name`, such as a file name, comes from elsewhere. The result
 * may be ignored if the line only reports what was done. */
int print_name(const char *before, const char *name, const char *after);

/* Prints an object as one line of JSON and flushes it: an event for another program.
 * Takes over the reference. */
int print_event(json_t *object) MUST_USE;

#endif
