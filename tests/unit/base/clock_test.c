#include "base/clock.h"

#include "support.h"

static void assert_rfc_822(const char *iso, const char *wanted) {
  char text[CLOCK_RFC_822];
  int64_t t = 0;
  assert_err(clock_parse(iso, &t), OK);
  clock_rfc_822(t, text);
  assert_string_equal(text, wanted);
}

static void rfc_822_dates_are_in_utc(void **state) {
  (void)state;
  assert_err(clock_set_zone("Asia/Tokyo"), OK);
  assert_rfc_822("2026-11-24T08:30:05Z", "Tue, 24 Nov 2026 08:30:05 +0000");
  assert_rfc_822("2026-11-24 08:30:05", "Mon, 23 Nov 2026 23:30:05 +0000");
  assert_rfc_822("1969-12-31T23:59:59.5Z", "Wed, 31 Dec 1969 23:59:59 +0000");
  assert_rfc_822("0999-01-01T00:00:00Z", "Tue, 01 Jan 0999 00:00:00 +0000");
}

static void a_time_outside_the_calendar_has_no_text(void **state) {
  char text[CLOCK_RFC_822];
  (void)state;
  clock_rfc_822(INT64_MAX, text);
  assert_string_equal(text, "");
  clock_iso(INT64_MIN, text);
  assert_string_equal(text, "");
}

static void assert_iso(const char *given, const char *wanted) {
  char text[CLOCK_ISO];
  int64_t t = 0;
  assert_err(clock_parse(given, &t), OK);
  clock_iso(t, text);
  assert_string_equal(text, wanted);
}

static void dates_are_read_in_every_form_of_front_matter(void **state) {
  (void)state;
  assert_err(clock_set_zone("Europe/Berlin"), OK);
  assert_iso("2026-11-24", "2026-11-24T00:00:00+01:00");
  assert_iso("2026-07-24 09:30", "2026-07-24T09:30:00+02:00");
  assert_iso("2026-11-24T09:30:05.25+01:00", "2026-11-24T09:30:05+01:00");
  assert_iso("2026-11-24 09:30:05 -0330", "2026-11-24T14:00:05+01:00");
  assert_iso("2026-11-24T09:30Z", "2026-11-24T10:30:00+01:00");
}

static void invalid_dates_are_refused(void **state) {
  static const char *const malformed[] = {"", "today", "24.11.2026", "2026-11",
      "2026-11-24T", "2026-11-24 9:30", "2026-11-24 09:30 CET", "2026-11-24 09:30+15",
      "2026-11-24 09:30 +01:60"};
  static const char *const impossible[] = {
      "2026-02-29", "2026-13-01", "0000-01-01", "2026-11-24 24:00", "2026-04-31"};
  int64_t t = 7;
  (void)state;
  for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++)
    assert_err(clock_parse(malformed[i], &t), ERR_SYNTAX);
  for (size_t i = 0; i < sizeof impossible / sizeof impossible[0]; i++)
    assert_err(clock_parse(impossible[i], &t), ERR_INVALID);
  assert_int_equal(t, 7);
}

/* Berlin: 29 March 2026 has no 02:30, 25 October has it twice. */
static void clock_changes_have_one_answer(void **state) {
  struct civil skipped = {2026, 3, 29, 2, 30, 0, 0},
               twice = {2026, 10, 25, 2, 30, 0, 0};
  struct civil c;
  int64_t t, first;
  (void)state;
  assert_err(clock_set_zone("Europe/Berlin"), OK);
  assert_err(clock_from_civil(&skipped, &t), OK);
  assert_err(clock_civil(t, &c), OK);
  assert_true(c.day == 29 && c.hour == 3 && c.minute == 30 && c.offset == 120);
  assert_err(clock_from_civil(&twice, &first), OK);
  assert_err(clock_civil(first, &c), OK);
  assert_true(c.hour == 2 && c.minute == 30);
}

static void an_unknown_zone_changes_nothing(void **state) {
  static const char *const bad[] = {
      "", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "zone.tab", "Europe"};
  char text[CLOCK_ISO];
  (void)state;
  assert_err(clock_set_zone("Asia/Tokyo"), OK);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_err(clock_set_zone(bad[i]), ERR_NOT_FOUND);
  clock_iso(0, text);
  assert_string_equal(text, "1970-01-01T09:00:00+09:00");
}

static void processor_time_grows_with_work(void **state) {
  volatile unsigned n = 0;
  (void)state;
  /* In this order, so that whatever happens in between counts for the wall clock. */
  int64_t wall = clock_now(), before = clock_processor();
  while (clock_processor() < before + 1000)
    n = n + 1;
  assert_true(clock_now() >= wall + 900);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rfc_822_dates_are_in_utc),
      cmocka_unit_test(a_time_outside_the_calendar_has_no_text),
      cmocka_unit_test(dates_are_read_in_every_form_of_front_matter),
      cmocka_unit_test(invalid_dates_are_refused),
      cmocka_unit_test(clock_changes_have_one_answer),
      cmocka_unit_test(an_unknown_zone_changes_nothing),
      cmocka_unit_test(processor_time_grows_with_work),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
