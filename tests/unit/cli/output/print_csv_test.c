#include "cli/output/print_csv.h"

#include "support.h"

static void print(void *context) {
  print_csv(stdout, context);
}

/* RFC 4180 quotes; a formula is disarmed. */
static void rows_are_printed(void **state) {
  (void)state;
  json_t *rows = json_pack("[{s:i, s:s}, {s:i, s:s}]", "id", 7, "title", "a \"b\", c",
      "id", 8, "title", "=1+1");
  const char *got = support_written(stdout, print, rows);
  if (strcmp(got, "id,title\r\n7,\"a \"\"b\"\", c\"\r\n8,'=1+1\r\n") != 0)
    fail_msg("%s", got);
  json_decref(rows);
}

static void no_rows_print_no_header(void **state) {
  (void)state;
  json_t *rows = json_array();
  const char *got = support_written(stdout, print, rows);
  assert_null(strstr(got, "id"));
  json_decref(rows);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_are_printed), cmocka_unit_test(no_rows_print_no_header)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
