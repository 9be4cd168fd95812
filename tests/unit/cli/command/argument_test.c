#include "cli/command/argument.h"

#include "support.h"

struct attempt {
  const char *text;
  int64_t id;
  bool good;
};

static void read_id(void *context) {
  struct attempt *a = context;
  a->good = argument_id(a->text, &a->id);
}

static void ids_are_positive_numbers(void **state) {
  static const char *const bad[] = {"", "0", "-1", "+1", " 1", "1x", "x", "1.0",
      "9999999999999999999", "9223372036854775808"};
  int64_t id = 0;
  (void)state;
  assert_true(argument_id("7", &id));
  assert_int_equal(id, 7);
  assert_true(argument_id("999999999999999999", &id));
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct attempt a = {bad[i], 5, true};
    const char *said = support_written(stderr, read_id, &a);
    assert_false(a.good);
    assert_int_equal(a.id, 5);
    assert_non_null(strstr(said, "not an ID: \""));
    assert_false(argument_is_id(bad[i], &id));
    assert_int_equal(id, 999999999999999999);
  }
}

static void a_status_may_be_any(void **state) {
  (void)state;
  assert_true(argument_is_any(NULL));
  assert_true(argument_is_any("any"));
  assert_true(argument_is_any("all"));
  assert_false(argument_is_any("draft"));
  assert_false(argument_is_any(""));
}

static void pending_has_two_meanings(void **state) {
  (void)state;
  assert_string_equal(argument_status("pending", "hold"), "hold");
  assert_string_equal(argument_status("spam", "hold"), "spam");
  assert_null(argument_status(NULL, "hold"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(ids_are_positive_numbers),
      cmocka_unit_test(a_status_may_be_any),
      cmocka_unit_test(pending_has_two_meanings)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
