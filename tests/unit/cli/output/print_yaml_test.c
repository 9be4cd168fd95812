#include "cli/output/print_yaml.h"

#include "print_support.h"

static void print(void *context) {
  assert_err(print_yaml(stdout, context), OK);
}

/* Texts are quoted, numbers are not. */
static void rows_are_printed(void **state) {
  (void)state;
  print_expect_rows(
      print, "---\n- id: 7\n  title: \"a \\\"b\\\", c\"\n- id: 8\n  title: \"=1+1\"\n");
}

static void no_rows_print_no_header(void **state) {
  (void)state;
  print_expect_no_header(print);
}

static enum err print_rows_of(FILE *out, json_t *rows) {
  return print_yaml(out, rows);
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  print_expect_nomem(print_rows_of,
      "---\n- id: 7\n  title: \"a\\nb\"\n  tags:\n  - \"c\"\n  - \"d\"\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(rows_are_printed),
      cmocka_unit_test(no_rows_print_no_header),
      cmocka_unit_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
