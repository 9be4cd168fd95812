#include "cli/output/print_yaml.h"

#include "support.h"

static void print(void *context) {
  print_yaml(stdout, context);
}

/* Texts are quoted, numbers are not. */
static void rows_are_printed(void **state) {
  (void)state;
  json_t *rows = json_pack("[{s:i, s:s}, {s:i, s:s}]", "id", 7, "title", "a \"b\", c",
      "id", 8, "title", "=1+1");
  const char *got = support_written(stdout, print, rows);
  if (strcmp(got,
          "---\n- id: 7\n  title: \"a \\\"b\\\", c\"\n- id: 8\n  title: \"=1+1\"\n") !=
      0)
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
