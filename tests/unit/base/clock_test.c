#include "support.h"

#include "base/clock.h"

static void assert_date(const char *iso, const char *wanted) {
  char text[CLOCK_RFC_822];
  int64_t t = 0;
  assert_err(clock_parse(iso, &t), OK);
  clock_rfc_822(t, text);
  assert_string_equal(text, wanted);
}

static void dates_are_in_utc(void **state) {
  (void)state;
  assert_err(clock_set_zone("Asia/Tokyo"), OK);
  assert_date("2026-11-24T08:30:05Z", "Tue, 24 Nov 2026 08:30:05 +0000");
  assert_date("2026-11-24 08:30:05", "Mon, 23 Nov 2026 23:30:05 +0000");
  assert_date("1969-12-31T23:59:59.5Z", "Wed, 31 Dec 1969 23:59:59 +0000");
  assert_date("0999-01-01T00:00:00Z", "Tue, 01 Jan 0999 00:00:00 +0000");
}

static void no_date_is_no_text(void **state) {
  char text[CLOCK_RFC_822];
  (void)state;
  clock_rfc_822(INT64_MAX, text);
  assert_string_equal(text, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dates_are_in_utc),
      cmocka_unit_test(no_date_is_no_text),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
