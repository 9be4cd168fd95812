#include "import/files/import_file.h"

#include <unistd.h>

#include "support_import.h"

static const char text[] = "---\ntitle: Tide\ndate: 2026-01-02\n---\nx\n";

static void expect(struct blog *b, const char *folder, enum import_event event) {
  struct support_import done;
  assert_err(support_import(b, folder, NULL, &done), OK);
  if (done.counts[event] != 1)
    fail_msg("%d: %s", (int)event, buf_text(&done.text));
  buf_free(&done.text);
}

static void a_file_is_recognised_again(void **state) {
  struct blog *b = *state;
  char from[600], to[600], *folder = support_import_folder("a.md", text);
  expect(b, folder, IMPORT_CREATED);
  expect(b, folder, IMPORT_UNCHANGED);
  support_import_file(folder, "a.md", "---\ntitle: Ebb\ndate: 2026-01-02\n---\nx\n");
  expect(b, folder, IMPORT_UPDATED);
  snprintf(from, sizeof from, "%s/a.md", folder);
  snprintf(to, sizeof to, "%s/b.md", folder);
  assert_int_equal(rename(from, to), 0);
  expect(b, folder, IMPORT_MOVED);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 1);
  assert_string_equal(support_article(b, 1).title, "Ebb");
  free(folder);
}

static void a_bad_comment_file_fails_with_its_article(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder("a.md", text);
  support_import_file(folder, "a.comments.json", "{");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_FAILED], 1);
  assert_non_null(strstr(buf_text(&done.text), "a.comments.json:"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
  buf_free(&done.text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_file_is_recognised_again),
      support_site_test(a_bad_comment_file_fails_with_its_article),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
