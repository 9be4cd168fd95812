#include "cli/output/sparkline.h"

#include "support.h"

static const char *line_of(const int64_t *values, size_t count, bool utf8) {
  static char text[200];
  struct buf b = {0};
  sparkline(&b, values, count, utf8);
  snprintf(text, sizeof text, "%s", buf_text(&b));
  buf_free(&b);
  return text;
}

static void the_largest_is_the_highest(void **state) {
  static const int64_t values[] = {0, 1, 4, 8, 0};
  static const int64_t none[] = {0, 0}, one[] = {1}, huge[] = {INT64_MAX, 1};
  (void)state;
  assert_string_equal(line_of(values, 5, true), "▁▂▄█▁");
  assert_string_equal(line_of(values, 5, false), "_.~#_");
  assert_string_equal(line_of(none, 2, true), "▁▁");
  assert_string_equal(line_of(one, 1, true), "█");
  assert_string_equal(line_of(huge, 2, false), "#.");
  assert_string_equal(line_of(none, 0, true), "");
}

static bool is_utf8(const char *all, const char *type, const char *lang) {
  setenv("LC_ALL", all, 1);
  setenv("LC_CTYPE", type, 1);
  setenv("LANG", lang, 1);
  return sparkline_is_utf8();
}

static void the_locale_decides(void **state) {
  (void)state;
  assert_true(is_utf8("", "", "en_GB.UTF-8"));
  assert_true(is_utf8("C.utf8", "", "C"));
  assert_true(is_utf8("", "de_DE.UTF-8@euro", ""));
  assert_false(is_utf8("C", "", "en_GB.UTF-8"));
  assert_false(is_utf8("", "de_DE.ISO-8859-1", "en_GB.UTF-8"));
  assert_false(is_utf8("", "", ""));
  unsetenv("LC_ALL");
  unsetenv("LC_CTYPE");
  unsetenv("LANG");
  assert_false(sparkline_is_utf8());
}

static void columns_of(void *context) {
  *(int *)context = sparkline_columns();
}

static void a_file_has_80_columns(void **state) {
  int columns = 0;
  (void)state;
  support_written(stdout, columns_of, &columns);
  assert_int_equal(columns, 80);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_largest_is_the_highest),
      cmocka_unit_test(the_locale_decides),
      cmocka_unit_test(a_file_has_80_columns),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
