#include "import/wordpress/import_wxr_item.h"

#include "wxr_support.h"

static void only_a_changed_item_is_saved(void **state) {
  struct blog *b = *state;
  struct support_import done;
  wxr_import(b, HEAD ITEM(7, "A", "") ITEM(8, "B", "") TAIL, &done);
  buf_free(&done.text);
  wxr_import(b, HEAD ITEM(7, "A", "") ITEM(8, "New", "") TAIL, &done);
  assert_int_equal(done.counts[IMPORT_UNCHANGED], 1);
  assert_int_equal(done.counts[IMPORT_UPDATED], 1);
  assert_string_equal(support_article(b, 8).title, "New");
  buf_free(&done.text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(only_a_changed_item_is_saved),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
