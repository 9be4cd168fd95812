#include "site/pages/pager.h"

#include "page_support.h"

/* The numbers as "1 … 4 [5] 6 … 9". */
static const char *numbers(struct blog *b, int64_t number, int64_t pages) {
  struct view_links links;
  const struct list list = {.kind = LIST_HOME, .number = number};
  const char *out = "";
  assert_err(pager_numbers(b->arena, &list, pages, &links), OK);
  for (size_t i = 0; i < links.count; i++)
    out = arena_join(b->arena, out, *out ? " " : "", links.items[i].current ? "[" : "",
        links.items[i].text, links.items[i].current ? "]" : "", NULL);
  return out;
}

static void the_ends_and_the_neighbours_are_linked(void **state) {
  struct blog *b = *state;
  assert_string_equal(numbers(b, 1, 1), "[1]");
  assert_string_equal(numbers(b, 1, 9), "[1] 2 3 … 9");
  assert_string_equal(numbers(b, 4, 9), "1 2 3 [4] 5 6 … 9");
  assert_string_equal(numbers(b, 5, 9), "1 … 3 4 [5] 6 7 … 9");
  assert_string_equal(numbers(b, 9, 9), "1 … 7 8 [9]");
  assert_string_equal(numbers(b, 500, 1000), "1 … 498 499 [500] 501 502 … 1000");
}

static void the_first_page_has_no_number(void **state) {
  struct blog *b = *state;
  const char *url = NULL;
  const struct list list = {.kind = LIST_TAG, .term = {.slug = "潮汐"}, .number = 1};
  assert_err(pager_url(b->arena, &list, 1, &url), OK);
  assert_string_equal(url, "/tag/%E6%BD%AE%E6%B1%90/");
  assert_err(pager_url(b->arena, &list, 2, &url), OK);
  assert_string_equal(url, "/tag/%E6%BD%AE%E6%B1%90/page/2/");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_ends_and_the_neighbours_are_linked),
      support_site_test(the_first_page_has_no_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
