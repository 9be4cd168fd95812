#include "site/pages/archives.h"

#include "base/clock.h"
#include "page_support.h"

static void years_and_months_are_newest_first(void **state) {
  struct blog *b = *state;
  struct list *years = NULL, *months = NULL;
  size_t n = 0;
  page_save_at(b, "a", SUPPORT_DATE);
  page_save_at(b, "b", SUPPORT_DATE + CLOCK_SECOND);
  page_save_at(b, "c", SUPPORT_DATE + 40 * CLOCK_DAY);
  page_save_at(b, "d", SUPPORT_DATE - 800 * CLOCK_DAY);
  assert_err(archives_years(b->web->db, b->arena, &years, &n), OK);
  assert_int_equal(n, 2);
  assert_int_equal(years[0].year, 2026);
  assert_int_equal(years[0].listing.count, 3);
  assert_int_equal(years[1].year, 2023);
  assert_err(archives_months(b->web->db, b->arena, &years[0], &months, &n), OK);
  assert_int_equal(n, 2);
  assert_int_equal(months[0].month, 2);
  assert_int_equal(months[1].month, 1);
  assert_int_equal(months[1].listing.count, 2);
}

static void an_empty_blog_has_no_years(void **state) {
  struct blog *b = *state;
  struct list *years = NULL;
  size_t n = 1;
  assert_err(archives_years(b->web->db, b->arena, &years, &n), OK);
  assert_int_equal(n, 0);
}

static void the_newest_year_has_the_short_address(void **state) {
  struct blog *b = *state;
  assert_string_equal(archives_path(b->arena, 2026, true), "/archives/");
  assert_string_equal(archives_path(b->arena, 987, false), "/archives/0987/");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(years_and_months_are_newest_first),
      support_site_test(an_empty_blog_has_no_years),
      support_site_test(the_newest_year_has_the_short_address),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
