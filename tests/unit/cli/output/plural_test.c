#include "cli/output/plural.h"

#include "support.h"

static void one_is_singular(void **state) {
  (void)state;
  assert_string_equal(plural(1), "");
  assert_string_equal(plural(0), "s");
  assert_string_equal(plural(2), "s");
  assert_string_equal(plural(INT64_C(4294967297)), "s");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(one_is_singular)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
