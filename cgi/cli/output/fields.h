/* The fields of rows to show: --fields=one,two and --field=one. */
#ifndef CLI_OUTPUT_FIELDS_H
#define CLI_OUTPUT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "cli/output/print.h"

enum { FIELDS_MAX = 24 };

struct fields {
  const char *names[FIELDS_MAX]; /* pointers into the table they were chosen from */
  size_t count;
};

/* Reads names from `list`, separated by commas or, if `single`, one name. False, after
 * complaining, for a name that is not in `known`, which NULL ends. `known` must have
 * "id" for a command with --format=ids. */
bool fields_choose(
    const char *list, bool single, const char *const *known, struct fields *out);

/* The names to choose from --fields (`list`) and --field (`one`), each NULL if it was
 * not given: the standard ones by default, and only "id" for the formats ids and count.
 */
const char *fields_wanted(
    const char *list, const char *one, const char *standard, enum print_format format);

/* A new object with only those fields of `row`, in their order. Takes over the
 * reference and returns one; NULL when out of memory, and for NULL. */
json_t *fields_pick(const struct fields *f, json_t *row);

/* Prints an object: only the fields in `list`, or only the value of the field `one`,
 * where they are not NULL. Takes over the reference; returns the exit code. */
int fields_print(json_t *object, const char *list, const char *one,
    enum print_format format) MUST_USE;

/* Prints rows or, if `one` is not NULL, the values of that field, one per line. Takes
 * over the reference; returns the exit code. */
int fields_print_rows(json_t *rows, const char *one, enum print_format format) MUST_USE;

#endif
