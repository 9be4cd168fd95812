#include "import/wordpress/import_wxr.h"

#include "wxr_support.h"

static void items_become_articles_once(void **state) {
  struct blog *b = *state;
  struct support_import done;
  static const char xml[] =
      HEAD ITEM(7, "Tide", "<content:encoded>x</content:encoded>") TAIL;
  wxr_import(b, xml, &done);
  assert_int_equal(done.counts[IMPORT_CREATED], 1);
  buf_free(&done.text);
  assert_int_equal(
      support_number(b, "SELECT id FROM article"), 7); /* "/?p=7" still works */
  wxr_import(b, xml, &done);
  assert_int_equal(done.counts[IMPORT_UNCHANGED], 1);
  buf_free(&done.text);
}

static void a_broken_file_writes_nothing(void **state) {
  struct blog *b = *state;
  struct support_import done;
  wxr_import(b, HEAD ITEM(7, "Tide", "") "<item>", &done);
  assert_int_equal(done.counts[IMPORT_FAILED], 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
  buf_free(&done.text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(items_become_articles_once),
      support_site_test(a_broken_file_writes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
