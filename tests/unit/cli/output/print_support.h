/* Checks that the printers of rows share. `print` calls one of them with its context.
 */
#ifndef PRINT_SUPPORT_H
#define PRINT_SUPPORT_H

#include <jansson.h>

#include "fail_alloc.h"
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

/* What a printer prints without a failure, and how to call it. */
struct print_support {
  enum err (*print)(FILE *out, json_t *rows);
  json_t *rows;
  const char *expected;
};

static inline enum err print_once(void *context) {
  const struct print_support *p = context;
  char *text = NULL;
  size_t n = 0;
  FILE *out = open_memstream(&text, &n);
  enum err e = p->print(out, p->rows);
  fclose(out);
  /* Success means that nothing is missing. */
  if (!e && p->expected && strcmp(text, p->expected) != 0)
    e = ERR_INTERNAL;
  free(text);
  return e;
}

static inline void print_expect_nomem(
    enum err (*print)(FILE *out, json_t *rows), const char *expected) {
  struct print_support p = {print,
      json_pack("[{s:i, s:s, s:[s, s]}]", "id", 7, "title", "a\nb", "tags", "c", "d"),
      expected};
  fail_alloc_each(print_once, &p);
  json_decref(p.rows);
}

#endif
