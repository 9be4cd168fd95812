/* What the command prints: tables, JSON, CSV, YAML. Nothing of it steers a terminal,
 * and on one it goes through the pager. */
#ifndef CLI_OUTPUT_PRINT_H
#define CLI_OUTPUT_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

enum print_format {
  PRINT_TABLE,
  PRINT_JSON,
  PRINT_CSV,
  PRINT_YAML,
  PRINT_IDS, /* from here on for rows only */
  PRINT_COUNT
};

/* How many of them show an object, and how many rows. */
enum { PRINT_OBJECT = PRINT_IDS, PRINT_LIST = PRINT_COUNT + 1 };

/* The format named, PRINT_TABLE for NULL. False, after complaining, for a word that is
 * none of the first `known` formats (PRINT_OBJECT or PRINT_LIST). */
bool print_format(const char *name, int known, enum print_format *out);

/* A time for a row or an object, "2026-11-24T09:30:05+01:00"; null for 0, no date yet.
 * The caller owns it. */
json_t *print_time(int64_t t);

/* Rows of equal fields, printed in any format: an array of objects, "id" among the keys
 * for PRINT_IDS. The table is cut to the terminal's width, its last column first; what
 * is cut ends in "…". Takes the reference. */
void print_rows(json_t *rows, enum print_format format);

/* One object: a line a field, further lines of a text below its first; or JSON, or a
 * row of CSV, or YAML. Takes the reference. */
void print_object(json_t *object, enum print_format format);

/* One value as it is, for --field: a text with its lines and tabs. */
void print_value(const json_t *value);

/* A line of words with a name in it that comes from elsewhere. */
void print_name(const char *before, const char *name, const char *after);

/* An object on one line of JSON, at once: an event for a program. Takes the reference.
 */
void print_event(json_t *object);

#endif
