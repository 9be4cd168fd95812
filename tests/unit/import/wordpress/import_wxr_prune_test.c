#include "import/wordpress/import_wxr_prune.h"

#include "wxr_support.h"

static void an_item_missing_from_a_later_export_is_reported(void **state) {
  struct blog *b = *state;
  struct support_import done;
  wxr_import(b, HEAD ITEM(7, "A", "") ITEM(8, "B", "") TAIL, &done);
  buf_free(&done.text);
  wxr_import(b, HEAD ITEM(7, "A", "") TAIL, &done);
  assert_int_equal(done.counts[IMPORT_WARNING], 1);
  assert_non_null(strstr(buf_text(&done.text), "\"B\" no longer exists"));
  buf_free(&done.text);
  /* Another site's export says nothing about these. */
  wxr_import(b,
      HEAD
      "<item><title>C</title><guid>http://new.example/?p=1</guid>"
      "<wp:post_id>1</wp:post_id><wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
      "<wp:post_date_gmt>2020-05-04 10:00:00</wp:post_date_gmt></item>" TAIL,
      &done);
  assert_int_equal(done.counts[IMPORT_WARNING], 0);
  buf_free(&done.text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_item_missing_from_a_later_export_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
