#include "cli/output/print_table.h"

#include "print_support.h"

static void print(void *context) {
  assert_err(print_table(stdout, context), OK);
}

/* Columns are two spaces apart. */
static void rows_are_printed(void **state) {
  (void)state;
  print_expect_rows(print, "id  title\n7   a \"b\", c\n8   =1+1\n");
}

static void no_rows_print_no_header(void **state) {
  (void)state;
  print_expect_no_header(print);
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  print_expect_nomem(print_table, "id  title  tags\n7   a\\nb   c, d\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(rows_are_printed),
      cmocka_unit_test(no_rows_print_no_header),
      cmocka_unit_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
