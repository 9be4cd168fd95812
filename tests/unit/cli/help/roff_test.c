#include "cli/help/roff.h"

#include "support.h"

static void prose(void *context) {
  roff_text(context);
}

static void typed(void *context) {
  roff_bold(context);
}

static void nothing_is_read_as_a_request(void **state) {
  char dot[] = ".TH x\n'y\nz.", slash[] = "a\\b";
  (void)state;
  assert_string_equal(support_written(stdout, prose, dot), "\\&.TH x\n\\&'y\nz.\n");
  assert_string_equal(support_written(stdout, prose, slash), "a\\eb\n");
}

static void typed_text_can_be_copied(void **state) {
  char text[] = "--a='b'", tilde[] = "~/^`";
  (void)state;
  assert_string_equal(
      support_written(stdout, typed, text), "\\fB\\-\\-a=\\(aqb\\(aq\\fR");
  assert_string_equal(
      support_written(stdout, typed, tilde), "\\fB\\(ti/\\(ha\\(ga\\fR");
  assert_string_equal(support_written(stdout, prose, text), "--a='b'\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_is_read_as_a_request),
      cmocka_unit_test(typed_text_can_be_copied)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
