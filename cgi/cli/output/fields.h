/* Which fields of rows are shown: --fields=one,two and --field=one. */
#ifndef CLI_OUTPUT_FIELDS_H
#define CLI_OUTPUT_FIELDS_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

#include "cli/output/print.h"

enum { FIELDS = 24 };

struct fields {
  const char *names[FIELDS]; /* of the table they were chosen from */
  size_t count;
};

/* Takes the names in `list`, commas between unless `single`, of those in `known`, which
 * NULL ends. False, after complaining, for a name that is none of them. */
bool fields_choose(
    const char *list, bool single, const char *const *known, struct fields *out);

/* The names to choose: those of the options --fields and --field (NULL: not given) or
 * the standard ones, or what the format alone needs. */
const char *fields_wanted(
    const char *list, const char *one, const char *standard, enum print_format format);

/* A row of just those fields, in their order. Takes the reference, gives one; NULL when
 * memory is out, and for NULL. */
json_t *fields_pick(const struct fields *f, json_t *row);

/* Prints an object in that format: only the fields in `list`, or the value of the field
 * `one` alone, where they are not NULL. Takes the reference; returns the exit code. */
int fields_print(
    json_t *object, const char *list, const char *one, enum print_format format);

/* Prints rows in that format, or the values of the field `one` where it is not NULL, a
 * line each. Takes the reference. */
void fields_print_rows(json_t *rows, const char *one, enum print_format format);

#endif
