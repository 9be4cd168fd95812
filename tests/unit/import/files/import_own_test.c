#include "import/files/import_own.h"

#include "export/export_tree.h"
#include "support_import.h"

/* An exported article is recognised as the one it is, also when the file moves. */
static void an_unchanged_export_changes_nothing(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char dir[600], why[400], *folder = support_folder();
  struct article_input in = support_article_input("tide");
  support_save(b, &in);
  struct export x = {.site = b->site, .note = NULL};
  snprintf(dir, sizeof dir, "%s/out", folder);
  if (export_tree(&x, dir, why, sizeof why))
    fail_msg("%s", why);
  assert_err(support_import(b, dir, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_UNCHANGED], 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 1);
  buf_free(&done.text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(an_unchanged_export_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
