#include "import/files/import_addresses.h"

#include "support_import.h"

static void listed_paths_answer_410(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder(
      "gone.txt", "# comment\n/old/tide/\n\n//bad\n/2026/01/a/\n");
  support_import_file(folder, "a.md", "---\ntitle: A\ndate: 2026-01-02\n---\nx\n");
  assert_true(import_addresses_exist(folder));
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(
      support_number(
          b, "SELECT count(*) FROM path WHERE path = '/old/tide/' AND kind = 'gone'"),
      1);
  assert_int_equal(
      support_number(b,
          "SELECT count(*) FROM path WHERE path = '/2026/01/a/' AND kind = 'article'"),
      1);
  assert_non_null(strstr(buf_text(&done.text), "gone.txt:4: "));
  assert_non_null(strstr(buf_text(&done.text), "gone.txt:5: "));
  buf_free(&done.text);
  free(folder);
}

static void most_folders_have_none(void **state) {
  (void)state;
  assert_false(import_addresses_exist("/tmp"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(listed_paths_answer_410),
      support_site_test(most_folders_have_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
