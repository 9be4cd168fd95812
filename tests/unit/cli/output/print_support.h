/* Checks that the printers of rows share. `print` calls one of them with its context.
 */
#ifndef PRINT_SUPPORT_H
#define PRINT_SUPPORT_H

#include <jansson.h>

#include "support.h"

/* Two rows with a quote, a comma and what a spreadsheet takes for a formula. */
static inline void print_expect_rows(void (*print)(void *rows), const char *expected) {
  json_t *rows = json_pack("[{s:i, s:s}, {s:i, s:s}]", "id", 7, "title", "a \"b\", c",
      "id", 8, "title", "=1+1");
  const char *got = support_written(stdout, print, rows);
  if (strcmp(got, expected) != 0)
    fail_msg("%s", got);
  json_decref(rows);
}

static inline void print_expect_no_header(void (*print)(void *rows)) {
  json_t *rows = json_array();
  const char *got = support_written(stdout, print, rows);
  assert_null(strstr(got, "id"));
  json_decref(rows);
}

#endif
