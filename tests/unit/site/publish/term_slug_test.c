#include "site/publish/term_slug.h"

#include "fail_alloc.h"
#include "support.h"

static void a_slug_is_derived_or_replaced(void **state) {
  const char *slug = NULL;
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_err(term_slug_make(a, "Low Tide!", "none", &slug), OK);
  assert_string_equal(slug, "low-tide");
  assert_err(term_slug_make(a, "!?", "none", &slug), OK);
  assert_string_equal(slug, "none");
  arena_free(a);
}

static void only_unusual_slugs_are_listed(void **state) {
  struct front_matter_list l = {0};
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_err(term_slug_add(a, &l, TERM_TAG, "low-tide", "Low Tide", 1), OK);
  assert_int_equal(l.count, 0);
  assert_err(term_slug_add(a, &l, TERM_TAG, "ebb", "Low Tide", 2), OK);
  assert_err(term_slug_add(a, &l, TERM_CATEGORY, "sea/boats", "Sea/Boats", 3), OK);
  assert_err(term_slug_add(a, &l, TERM_CATEGORY, "s/b", "Sea/Boats", 3), OK);
  assert_int_equal(l.count, 2);
  assert_string_equal(l.items[0], "tag ebb Low Tide");
  assert_string_equal(term_slug_find(a, &l, TERM_TAG, "Low Tide"), "ebb");
  assert_string_equal(term_slug_find(a, &l, TERM_CATEGORY, "Sea/Boats"), "s/b");
  assert_null(term_slug_find(a, &l, TERM_AUTHOR, "Low Tide"));
  arena_free(a);
}

static void malformed_entries_are_refused(void **state) {
  const char *bad[] = {"tag", "tag ebb", "word ebb Low tide", "tag Ebb Low tide",
      "tag a/b Low tide", "category a//b A/B", "category /a A"};
  (void)state;
  struct arena *a = arena_new(1 << 16);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    struct front_matter_list l = {&bad[i], (int[]){5}, 1};
    struct parse_problem problem = {0};
    if (term_slug_check(a, &l, &problem) != ERR_INVALID || problem.line != 5)
      fail_msg("%s", bad[i]);
  }
  const char *good[] = {"tag ebb Low tide", "category a/b A/B", "author ada Ada L."};
  struct front_matter_list l = {good, (int[]){1, 2, 3}, 3};
  struct parse_problem problem = {0};
  assert_err(term_slug_check(a, &l, &problem), OK);
  arena_free(a);
}

static enum err add_and_find(void *context) {
  struct front_matter_list l = {0};
  struct arena *a = arena_new(1 << 16);
  (void)context;
  enum err e =
      a ? term_slug_add(a, &l, TERM_CATEGORY, "s/b", "Sea/Boats", 1) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  assert_true(fail_alloc_each(add_and_find, NULL) >= 3);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_slug_is_derived_or_replaced),
      cmocka_unit_test(only_unusual_slugs_are_listed),
      cmocka_unit_test(malformed_entries_are_refused),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
