#include "site/pages/breadcrumbs.h"

#include "page_support.h"

static void parents_are_outermost_first(void **state) {
  struct blog *b = *state;
  struct view_links links;
  struct article_input d = support_article_input("about");
  d.type = ARTICLE_PAGE;
  int64_t about = support_save(b, &d);
  d = support_article_input("team");
  d.type = ARTICLE_PAGE;
  d.parent_id = about;
  int64_t team = support_save(b, &d);
  assert_err(breadcrumbs_of_page(b->web, b->arena, team, &links), OK);
  assert_int_equal(links.count, 2);
  assert_string_equal(links.items[0].url, "/about/");
  assert_string_equal(links.items[1].url, "/about/team/");
  assert_err(breadcrumbs_of_page(b->web, b->arena, 0, &links), OK);
  assert_int_equal(links.count, 0);
}

static void a_post_is_in_its_first_category(void **state) {
  static const char *const categories[] = {"Town/Harbour", "Zoo"};
  struct blog *b = *state;
  struct view_links links;
  struct article_input d = support_article_input("one");
  support_categories(&d, categories, 2);
  assert_err(breadcrumbs_of_post(b->web, b->arena, support_save(b, &d), &links), OK);
  assert_int_equal(links.count, 2);
  assert_string_equal(links.items[0].url, "/category/town/");
  assert_string_equal(links.items[1].url, "/category/town/harbour/");
}

static void a_day_is_in_a_month_of_a_year(void **state) {
  struct blog *b = *state;
  struct view_links links;
  struct list list = {.kind = LIST_DAY, .year = 2026, .month = 1, .day = 2};
  assert_err(breadcrumbs_of_list(b->web, b->arena, &list, &links), OK);
  assert_int_equal(links.count, 2);
  assert_string_equal(links.items[0].url, "/2026/");
  assert_string_equal(links.items[1].url, "/2026/01/");
  list.kind = LIST_TAG;
  assert_err(breadcrumbs_of_list(b->web, b->arena, &list, &links), OK);
  assert_int_equal(links.count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(parents_are_outermost_first),
      support_site_test(a_post_is_in_its_first_category),
      support_site_test(a_day_is_in_a_month_of_a_year),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
