#include "import/wordpress/import_wxr_pictures.h"

#include <stdio.h>
#include <time.h>

#include "support.h"

static void pictures_are_in_the_order_of_their_ids(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 16);
  struct wxr_pictures p = {0};
  assert_null(wxr_pictures_find(&p, 7, 0).url);
  assert_err(
      wxr_pictures_add(a, &p, 7, 12, (struct wordpress_picture){"b.png", "B"}), OK);
  assert_err(
      wxr_pictures_add(a, &p, 8, 10, (struct wordpress_picture){"c.JPG", ""}), OK);
  assert_err(
      wxr_pictures_add(a, &p, 7, 11, (struct wordpress_picture){"a.webp", ""}), OK);
  assert_err(
      wxr_pictures_add(a, &p, 7, 13, (struct wordpress_picture){"a.pdf", ""}), OK);
  assert_err(wxr_pictures_add(a, &p, 7, 14, (struct wordpress_picture){"a", ""}), OK);
  wxr_pictures_sort(&p);
  assert_string_equal(wxr_pictures_find(&p, 7, 0).url, "a.webp");
  assert_string_equal(wxr_pictures_find(&p, 7, 1).alt, "B");
  assert_null(wxr_pictures_find(&p, 7, 2).url);
  assert_string_equal(wxr_pictures_find(&p, 8, 0).url, "c.JPG");
  assert_null(wxr_pictures_find(&p, 6, 0).url);
  assert_null(wxr_pictures_find(&p, 9, 0).url);
  assert_null(wxr_pictures_find(&p, 7, SIZE_MAX).url);
  arena_free(a);
}

/* Quadratic time would be half a minute. */
static void many_galleries_take_no_time(void **state) {
  enum { COUNT = 100000 };
  (void)state;
  struct arena *a = arena_new(64 << 20);
  struct wxr_pictures p = {0};
  clock_t began = clock();
  for (int i = COUNT; i > 0; i--)
    assert_err(
        wxr_pictures_add(a, &p, i, i, (struct wordpress_picture){"a.png", ""}), OK);
  wxr_pictures_sort(&p);
  for (int i = 1; i <= COUNT; i++) {
    assert_non_null(wxr_pictures_find(&p, i, 0).url);
    assert_null(wxr_pictures_find(&p, i, 1).url);
  }
  assert_true(clock() - began < 5 * CLOCKS_PER_SEC);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pictures_are_in_the_order_of_their_ids),
      cmocka_unit_test(many_galleries_take_no_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
