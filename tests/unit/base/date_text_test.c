#include "base/date_text.h"

#include "base/clock.h"
#include "support.h"

/* 2021-09-03T09:21:31Z, which was a Friday. */
static const int64_t moment = INT64_C(1630660891) * CLOCK_SECOND;

static int in_berlin(void **state) {
  (void)state;
  return clock_set_zone("Europe/Berlin") == OK ? 0 : -1;
}

static void one_moment_in_many_forms(void **state) {
  (void)state;
  static const char *const texts[] = {"2021-09-03T09:21:31Z", "2021-09-03t09:21:31z",
      "2021-09-03 09:21:31 UTC", "2021-09-03 11:21:31", "2021-09-03 11:21:31 +0200",
      "2021-09-03 11:21:31 +02:00", "2021-09-03 02:21:31 -07:00",
      "2021-09-03 2:21:31 -0700", "2021-9-3 11:21:31",
      "2021-09-03 09:21:31.000000000 +00:00", "2021-09-03T09:21:31.000+00:00",
      "2021-09-03T11:21:31+02", "2021-09-03 09:21:31 +0000 UTC m=+0.000104",
      "2021-09-03 11:21:31 +0200 CEST", "2021/09/03 11:21:31", "2021.09.03 11:21:31",
      "20210903T112131", "20210903112131", "2021-09-03, 11:21:31",
      "Fri Sep  3 11:21:31 CEST 2021", "Fri Sep  3 11:21:31 2021",
      "Fri Sep 03 11:21:31 +0200 2021", "Fri Sep 03 2021 11:21:31 GMT+0200",
      "Fri Sep 03 2021 11:21:31 GMT+0200 (Central European Summer Time)",
      "Fri, 03 Sep 2021 09:21:31 GMT", "Fri, 3 Sep 2021 11:21:31 +0200",
      "Fri, 03 Sep 21 09:21:31 UT", "Friday, 03-Sep-21 09:21:31 GMT",
      "03 Sep 2021 05:21:31 EDT", "3 September 2021 11:21:31", "Sept. 3, 2021 11:21:31",
      "September 3rd, 2021 at 11:21:31 AM", "3-Sep-2021 11:21:31", "3.9.2021 11:21:31",
      "2021-09-03 11:21:31 AM", "1630660891", "1630660891000",
      "2021-09-03T14:51:31 +0530 IST"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    int64_t t = 0;
    enum err e = date_text_read(texts[i], &t);
    if (e || t != moment)
      fail_msg("\"%s\": error %d, %lld s off", texts[i], (int)e,
          (long long)((t - moment) / CLOCK_SECOND));
  }
}

static void days_and_minutes(void **state) {
  (void)state;
  static const struct {
    const char *text, *iso;
  } rows[] = {{"2013-05-1 16:30", "2013-05-01T16:30:00+02:00"},
      {"2016-07-19 8:00:00 -07:00", "2016-07-19T17:00:00+02:00"},
      {"2024/01/31", "2024-01-31T00:00:00+01:00"},
      {"31/01/2024", "2024-01-31T00:00:00+01:00"},
      {"01/31/2024", "2024-01-31T00:00:00+01:00"},
      {"31.1.2024", "2024-01-31T00:00:00+01:00"},
      {"20240131", "2024-01-31T00:00:00+01:00"},
      {"Jan 31 2024", "2024-01-31T00:00:00+01:00"},
      {"31. January 2024", "2024-01-31T00:00:00+01:00"},
      {"Wednesday, January 31, 2024", "2024-01-31T00:00:00+01:00"},
      {"January 31, 2024 12:05 am", "2024-01-31T00:05:00+01:00"},
      {"January 31, 2024 12:05 pm", "2024-01-31T12:05:00+01:00"},
      {"Sun, 06 Nov 94 08:49:37 GMT", "1994-11-06T09:49:37+01:00"},
      {"2024-01-31 10:00 XYZT", "2024-01-31T10:00:00+01:00"},
      {"0001-01-01", "0001-01-01T00:00:00+00:53"}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    int64_t t = 0;
    char iso[CLOCK_ISO];
    if (date_text_read(rows[i].text, &t))
      fail_msg("\"%s\" is not read", rows[i].text);
    clock_iso(t, iso);
    assert_string_equal(iso, rows[i].iso);
  }
}

static void fractions_are_kept(void **state) {
  (void)state;
  int64_t t = 0;
  assert_err(date_text_read("2021-09-03T09:21:31.25Z", &t), OK);
  assert_int_equal(t, moment + 250000);
  assert_err(date_text_read("2021-09-03 09:21:31,250999999 UTC", &t), OK);
  assert_int_equal(t, moment + 250999);
}

static void other_texts_are_refused(void **state) {
  (void)state;
  static const char *const texts[] = {"", " ", "soon", "2021", "2021-09", "09:21",
      "2021-09-03 00:10::00", "2021-09-03 00:10::00 -03:00", "03/04/2021",
      "2021-09-03 nonsense", "2021-09-03 11:21 Nowhere", "2021-09-03 1", "12",
      "2021-09-03 2021-09-03", "2021-W35-5", "{{ .Date }}", "2021-09-03T11:21+99:00",
      "2021-09-03 13:00 pm", "9999999999999999999999", "Fri", "2021-09-03 11:21 (open",
      "03-Foo-2021", "2021-09-03 11:21:31 11:21:31"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    int64_t t = 7;
    if (date_text_read(texts[i], &t) != ERR_SYNTAX)
      fail_msg("\"%s\" is read as a date", texts[i]);
    assert_int_equal(t, 7);
  }
}

static void impossible_dates_are_told_apart(void **state) {
  (void)state;
  static const char *const texts[] = {"2026-02-29", "2026-13-01", "2026-00-10",
      "31 April 2021", "2021-09-03 25:00", "2021-09-03 11:61", "0000-01-01"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    int64_t t = 7;
    if (date_text_read(texts[i], &t) != ERR_INVALID)
      fail_msg("\"%s\" is a date", texts[i]);
    assert_int_equal(t, 7);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_moment_in_many_forms),
      cmocka_unit_test(days_and_minutes),
      cmocka_unit_test(fractions_are_kept),
      cmocka_unit_test(other_texts_are_refused),
      cmocka_unit_test(impossible_dates_are_told_apart),
  };
  return cmocka_run_group_tests(tests, in_berlin, NULL);
}
