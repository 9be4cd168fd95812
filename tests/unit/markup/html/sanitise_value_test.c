#include "markup/html/sanitise_value.h"

#include "support.h"

static void values_have_a_form(void **state) {
  static const char *const numbers[] = {"0", "12345", NULL};
  static const char *const none[] = {"", "-1", "123456", "1%", " 1", NULL};
  static const char *const ranges[] = {"1", "2,5-7", "1-99999,3", NULL};
  static const char *const no_ranges[] = {"", ",", "1,", "1-", "-1", "1--2", "1, 2",
      "1-2-3", "123456", "1-123456", "x", NULL};
  static const char *const times[] = {
      "2026", "2026-11", "2026-11-30", "12:30", "2026-11-30T12:30:00Z", NULL};
  static const char *const no_times[] = {"", "yesterday", "2026-13-01", NULL};
  (void)state;
  for (size_t i = 0; numbers[i]; i++)
    assert_true(sanitise_value_is_number(numbers[i]));
  for (size_t i = 0; none[i]; i++)
    assert_false(sanitise_value_is_number(none[i]));
  for (size_t i = 0; ranges[i]; i++)
    assert_true(sanitise_value_is_ranges(ranges[i]));
  for (size_t i = 0; no_ranges[i]; i++)
    assert_false(sanitise_value_is_ranges(no_ranges[i]));
  for (size_t i = 0; times[i]; i++)
    assert_true(sanitise_value_is_time(times[i]));
  for (size_t i = 0; no_times[i]; i++)
    assert_false(sanitise_value_is_time(no_times[i]));
}

static void a_long_list_is_refused(void **state) {
  char list[1200] = "";
  (void)state;
  for (size_t i = 0; i + 2 < sizeof list; i += 2)
    memcpy(list + i, "1,", 2);
  list[sizeof list - 2] = '1';
  assert_false(sanitise_value_is_ranges(list));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_have_a_form),
      cmocka_unit_test(a_long_list_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
