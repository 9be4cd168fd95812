#include "http/etag.h"

#include "support.h"

static void test_make(void **state) {
  char tag[ETAG_TEXT], other[ETAG_TEXT];
  (void)state;
  etag_make(UINT64_MAX, UINT64_MAX, tag);
  assert_string_equal(tag, "\"ffffffffffffffff-ffffffffffffffff\"");
  etag_make_weak(UINT64_MAX, UINT64_MAX, tag);
  assert_string_equal(tag, "W/\"ffffffffffffffff-ffffffffffffffff\"");
  etag_make(0x12, 0x3, tag);
  etag_make(0x1, 0x23, other);
  assert_string_equal(tag, "\"12-3\"");
  assert_string_not_equal(tag, other);
}

static void test_matches(void **state) {
  static const char *const yes[] = {"\"1-2\"", "W/\"1-2\"", "*", " * ",
      "\"a\", \"1-2\"", "\"a\",\"1-2\",\"b\"", "W/\"a\" , W/\"1-2\"", ",, \"1-2\"",
      "\"1-2\", junk", "\"a,b\", \"1-2\"", "\"\", \"1-2\""};
  static const char *const no[] = {"", " ", ",", "\"", "\"1-2", "1-2", "\"1-2 \"",
      "\"1-3\"", "\"x1-2\"", "w/\"1-2\"", "W/", "W/W/\"1-2\"", "junk, \"1-2\"", "**",
      "* \"x\"", "\"a\", *", "\"1-2", "\"\"", "'1-2'", "W /\"1-2\""};
  (void)state;
  for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
    if (!etag_matches(yes[i], "\"1-2\""))
      fail_msg("should match: %s", yes[i]);
  for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
    if (etag_matches(no[i], "\"1-2\""))
      fail_msg("should not match: %s", no[i]);
}

/* A weak tag matches its strong form, and itself. */
static void test_weak(void **state) {
  (void)state;
  assert_true(etag_matches("W/\"1-2\"", "W/\"1-2\""));
  assert_true(etag_matches("\"1-2\"", "W/\"1-2\""));
  assert_false(etag_matches("W/\"1-3\"", "W/\"1-2\""));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_make),
      cmocka_unit_test(test_matches), cmocka_unit_test(test_weak)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
