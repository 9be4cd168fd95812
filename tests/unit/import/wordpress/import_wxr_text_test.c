#include "import/wordpress/import_wxr_text.h"

#include "base/clock.h"
#include "fail_alloc.h"
#include "support.h"

static void control_characters_are_removed(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 12);
  assert_string_equal(import_wxr_text_clean(a, "a\x01"
                                               "b\r\nc\td\xc2\x85"
                                               "e\x7f"),
      "ab\nc\tde");
  arena_free(a);
}

static void the_first_valid_date_counts(void **state) {
  int64_t utc = 0, local = 0;
  (void)state;
  assert_err(clock_set_zone("Asia/Tokyo"), OK);
  assert_true(import_wxr_text_date("2020-05-04 10:00:00", "", &utc));
  assert_true(
      import_wxr_text_date("0000-00-00 00:00:00", "2020-05-04 19:00:00", &local));
  assert_int_equal(utc, local);
  assert_false(import_wxr_text_date("0000-00-00 00:00:00", "", &utc));
  assert_false(import_wxr_text_date("", "soon", &utc));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(control_characters_are_removed),
      cmocka_unit_test(the_first_valid_date_counts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
