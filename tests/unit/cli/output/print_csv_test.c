#include "cli/output/print_csv.h"

#include "print_support.h"

static void print(void *context) {
  assert_err(print_csv(stdout, context), OK);
}

/* RFC 4180 quotes; a formula is disarmed. */
static void rows_are_printed(void **state) {
  (void)state;
  print_expect_rows(print, "id,title\r\n7,\"a \"\"b\"\", c\"\r\n8,'=1+1\r\n");
}

static void no_rows_print_no_header(void **state) {
  (void)state;
  print_expect_no_header(print);
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  print_expect_nomem(print_csv, "id,title,tags\r\n7,\"a\nb\",\"c, d\"\r\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(rows_are_printed),
      cmocka_unit_test(no_rows_print_no_header),
      cmocka_unit_test(a_failed_allocation_is_reported)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
