#include "import/wordpress/import_wxr_guids.h"

#include "fail_alloc.h"
#include "support.h"

static void counts_and_origins(void **state) {
  struct wxr_guids g = {.arena = arena_new(1 << 20)};
  (void)state;
  assert_err(wxr_guids_add(&g, "http://a.example/?p=1"), OK);
  assert_err(wxr_guids_add(&g, "http://a.example/?p=2"), OK);
  assert_err(wxr_guids_add(&g, "http://a.example/?p=2"), OK);
  assert_err(wxr_guids_add(&g, "urn:uuid:x"), OK);
  wxr_guids_sort(&g);
  assert_int_equal(wxr_guids_count(&g, "http://a.example/?p=1"), 1);
  assert_int_equal(wxr_guids_count(&g, "http://a.example/?p=2"), 2);
  assert_int_equal(wxr_guids_count(&g, "http://a.example/?p=3"), 0);
  assert_true(wxr_guids_has_origin(&g, "http://a.example/?p=99"));
  assert_false(wxr_guids_has_origin(&g, "http://b.example/?p=1"));
  arena_free(g.arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_and_origins),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
