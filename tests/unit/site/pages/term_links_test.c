#include "site/pages/term_links.h"

#include "page_support.h"

static void slugs_are_encoded(void **state) {
  struct blog *b = *state;
  struct view_links links;
  const struct term terms[] = {
      {.slug = "town/harbour", .name = "Harbour"}, {.slug = "潮", .name = "潮"}};
  assert_err(term_links_make(b->arena, "category", terms, 2, &links), OK);
  assert_int_equal(links.count, 2);
  assert_string_equal(links.items[0].url, "/category/town/harbour/");
  assert_string_equal(links.items[0].text, "Harbour");
  assert_string_equal(links.items[1].url, "/category/%E6%BD%AE/");
  assert_err(term_links_make(b->arena, "tag", NULL, 0, &links), OK);
  assert_int_equal(links.count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(slugs_are_encoded),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
