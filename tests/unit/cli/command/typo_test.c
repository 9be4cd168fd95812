#include "cli/command/typo.h"

#include "support.h"

static const char *best(const char *typed) {
  static const char *const words[] = {"list", "publish", "unpublish", "get", "spam"};
  struct typo s = {0};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    typo_try(&s, typed, words[i]);
  return s.word;
}

static void the_nearest_is_meant(void **state) {
  (void)state;
  assert_string_equal(best("pubilsh"), "publish");
  assert_string_equal(best("unpublsh"), "unpublish");
  assert_string_equal(best("gt"), "get");
  assert_string_equal(best("lsit"), "list");
  assert_null(best("xyz"));
  assert_null(best("ge3t9"));
  assert_null(best(""));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_nearest_is_meant),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
