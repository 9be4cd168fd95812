#include "base/number_text.h"

#include "support.h"

static void writes_numbers(void **state) {
  static const struct {
    int64_t n;
    int digits;
    const char *text;
  } rows[] = {{0, 1, "0"}, {7, 1, "7"}, {7, 2, "07"}, {12, 2, "12"}, {123, 2, "123"},
      {-5, 1, "-5"}, {-5, 3, "-005"}, {2026, 4, "2026"},
      {INT64_MAX, 1, "9223372036854775807"}, {INT64_MIN, 1, "-9223372036854775808"},
      {1, 100, "0000000000000000000001"}};
  char out[NUMBER_TEXT];
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_string_equal(number_text(rows[i].n, rows[i].digits, out), rows[i].text);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(writes_numbers)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
