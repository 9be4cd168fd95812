#include "site/pages/pager.h"

#include "page_support.h"

static const char *url_of(const void *context, struct arena *a, int64_t number) {
  return arena_printf(a, "%s%lld/", (const char *)context, (long long)number);
}

static struct pager pager_of(int64_t number, int64_t pages) {
  return (struct pager){.number = number,
      .pages = pages,
      .before = "Newer",
      .after = "Older",
      .url = url_of,
      .context = "/page/"};
}

/* The numbers as "1 … 4 [5] 6 … 9". */
static const char *shown(struct blog *b, const struct pager *pager) {
  struct view_pager v;
  const char *out = "";
  assert_err(pager_fill(b->arena, pager, &v), OK);
  for (size_t i = 0; i < v.numbers.count; i++) {
    const struct view_link *link = &v.numbers.items[i];
    out = arena_join(b->arena, out, *out ? " " : "", link->current ? "[" : "",
        link->text, link->current ? "]" : "", NULL);
  }
  return out;
}

static const char *numbers(struct blog *b, int64_t number, int64_t pages) {
  const struct pager pager = pager_of(number, pages);
  return shown(b, &pager);
}

static void the_ends_and_the_neighbours_are_linked(void **state) {
  struct blog *b = *state;
  assert_string_equal(numbers(b, 1, 1), "");
  assert_string_equal(numbers(b, 1, 2), "[1] 2");
  assert_string_equal(numbers(b, 1, 9), "[1] 2 3 … 9");
  assert_string_equal(numbers(b, 4, 9), "1 2 3 [4] 5 6 … 9");
  assert_string_equal(numbers(b, 5, 9), "1 … 3 4 [5] 6 7 … 9");
  assert_string_equal(numbers(b, 9, 9), "1 … 7 8 [9]");
  assert_string_equal(numbers(b, 500, 1000), "1 … 498 499 [500] 501 502 … 1000");
}

static void the_pages_next_to_it_have_texts(void **state) {
  struct blog *b = *state;
  struct view_pager v;
  struct pager pager = pager_of(1, 3);
  assert_err(pager_fill(b->arena, &pager, &v), OK);
  assert_null(v.before.url);
  assert_string_equal(v.after.url, "/page/2/");
  assert_string_equal(v.after.text, "Older");
  pager = pager_of(3, 3);
  assert_err(pager_fill(b->arena, &pager, &v), OK);
  assert_string_equal(v.before.url, "/page/2/");
  assert_null(v.after.url);
  pager.descending = true;
  assert_err(pager_fill(b->arena, &pager, &v), OK);
  assert_null(v.before.url);
  assert_string_equal(v.after.url, "/page/2/");
}

static void the_last_page_has_a_name_instead_of_a_number(void **state) {
  struct blog *b = *state;
  struct pager pager = pager_of(5, 9);
  pager.last = "Newest";
  assert_string_equal(shown(b, &pager), "1 … 3 4 [5] 6 Newest");
  pager.pages = 6;
  assert_string_equal(shown(b, &pager), "1 … 3 4 [5] 6 Newest");
  pager.pages = 5;
  assert_string_equal(shown(b, &pager), "1 … 3 4 [5]");
  pager.pages = 9;
  pager.descending = true;
  assert_string_equal(shown(b, &pager), "Newest 6 [5] 4 3 … 1");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_ends_and_the_neighbours_are_linked),
      support_site_test(the_pages_next_to_it_have_texts),
      support_site_test(the_last_page_has_a_name_instead_of_a_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
