#include "site/core/list_path.h"

#include "support_site.h"

static void a_found_list_has_that_address(void **state) {
  static const char *const paths[] = {"/", "/tag/sea/", "/category/town/harbour/",
      "/author/ada/", "/2026/", "/2026/01/", "/2026/01/01/"};
  static const char *const tags[] = {"Sea"}, *const categories[] = {"Town/Harbour"};
  struct blog *b = *state;
  struct article_input d = support_article_input("one");
  d.author = "Ada";
  support_tags(&d, tags, 1);
  support_categories(&d, categories, 1);
  support_save(b, &d);
  for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
    struct list list;
    enum err e = list_path_find(b->web, b->arena, paths[i], &list);
    if (e)
      fail_msg("%s: %s", paths[i], err_name(e));
    assert_int_equal(list.number, 1);
    assert_int_equal(list.listing.count, 1);
    assert_string_equal(list_path_make(b->arena, &list, 1), paths[i]);
  }
}

static void a_failure_leaves_the_output_alone(void **state) {
  struct blog *b = *state;
  struct list list = {.number = 42};
  assert_err(list_path_find(b->web, b->arena, "/tag/none/", &list), ERR_NOT_FOUND);
  assert_err(list_path_find(b->web, b->arena, "/2026/13/", &list), ERR_NOT_FOUND);
  assert_err(list_path_find(b->web, b->arena, "/2026/02/30/", &list), ERR_NOT_FOUND);
  assert_int_equal(list.number, 42);
}

static void date_keys_have_a_depth(void **state) {
  (void)state;
  assert_int_equal(list_path_date_key(2026, 0, 0), 2026);
  assert_int_equal(list_path_date_key(2026, 3, 0), 202603);
  assert_int_equal(list_path_date_key(2026, 3, 4), 20260304);
  assert_int_equal(list_path_date_depth(2026), 0);
  assert_int_equal(list_path_date_depth(202603), 1);
  assert_int_equal(list_path_date_depth(20260304), 2);
}

/* The day after the last one of a month or year is in another one. */
static void periods_end_where_the_next_begins(void **state) {
  static const int64_t day = INT64_C(86400000000);
  struct blog *b = *state;
  struct list list;
  int64_t from = 0, t = SUPPORT_DATE + 30 * day; /* 31 January */
  assert_err(list_path_archive(b->web->db, t, 2, &list, &from), OK);
  assert_int_equal(list.day, 31);
  assert_true(list.listing.until - from == day);
  assert_err(list_path_archive(b->web->db, t, 1, &list, &from), OK);
  assert_true(list.listing.until - from == 31 * day);
  assert_err(list_path_archive(b->web->db, t, 0, &list, &from), OK);
  assert_true(list.listing.until - from == 365 * day);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_found_list_has_that_address),
      support_site_test(a_failure_leaves_the_output_alone),
      support_site_test(date_keys_have_a_depth),
      support_site_test(periods_end_where_the_next_begins),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
