#include "import/files/import_addresses.h"

#include "support_import.h"

static void listed_paths_answer_410(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder(
      "gone.txt", "# comment\n/old/tide/\n\n//bad\n/2026/01/a/\n");
  support_import_file(folder, "a.md", "---\ntitle: A\ndate: 2026-01-02\n---\nx\n");
  assert_int_equal(import_addresses_count(folder), 1);
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
  assert_int_equal(import_addresses_count("/proc/self"), 0);
}

/* The lists of Netlify, a spreadsheet and Apache, in one file each. */
static void lists_of_redirects_are_read(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder("_redirects",
      "# Netlify\n/tags/x/  /tag/x/  301!\n/* /index.html 200\n/app /app.html 200\n"
      "/dead/ / 410\nnonsense\n/2026/01/a/ /b/\n");
  support_import_file(folder, "a.md", "---\ntitle: A\ndate: 2026-01-02\n---\nx\n");
  support_import_file(folder, "redirects.txt",
      "from,to\r\n\"/caf%C3%A9/\",\"https://shop.example.org/?a=1\"\r\n"
      "Redirect permanent /b /c/\nhttps://old.example.org/d /e/\n");
  assert_int_equal(import_addresses_count(folder), 2);
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM redirect WHERE (path, target) IN (VALUES"
                        " ('/tags/x/', '/tag/x/'), ('/b/', '/c/'), ('/d/', '/e/'),"
                        " ('/café/', 'https://shop.example.org/?a=1'))"),
      4);
  assert_int_equal(support_number(b, "SELECT count(*) FROM redirect"), 4);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM path WHERE kind = 'gone'"), 1);
  const char *said = buf_text(&done.text);
  assert_non_null(strstr(said, "_redirects:3: "));
  assert_non_null(strstr(said, "_redirects:4: "));
  assert_non_null(strstr(said, "_redirects:6: "));
  assert_non_null(strstr(said, "_redirects:7: "));
  buf_free(&done.text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(listed_paths_answer_410),
      support_site_test(most_folders_have_none),
      support_site_test(lists_of_redirects_are_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
