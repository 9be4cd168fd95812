#include "import/import.h"

#include "support_import.h"

static const char parent[] = "---\ntitle: About\ntype: page\n---\nx\n";
static const char child[] = "---\ntitle: Team\ntype: page\nparent: about\n---\nx\n";

static void pages_are_imported_after_their_parents(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder("a-team.md", child);
  support_import_file(
      folder, "z-about.md", "---\ntitle: About\nslug: about\ntype: page\n---\nx\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_CREATED], 2);
  assert_int_equal(done.counts[IMPORT_FAILED], 0);
  assert_int_equal(support_number(b,
                       "SELECT count(*) FROM article WHERE permalink = '/about/team/'"),
      1);
  buf_free(&done.text);
  free(folder);
}

static void a_page_without_its_parent_is_at_the_top(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder("team.md", child);
  support_import_file(folder, "other.md", parent);
  support_import_file(
      folder, "team.md", "---\ntitle: Team\ntype: page\nparent: nobody\n---\nx\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_CREATED], 2);
  assert_int_equal(done.counts[IMPORT_FAILED], 0);
  assert_non_null(strstr(buf_text(&done.text), "team.md:4: its parent page"));
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE permalink = '/team/'"), 1);
  buf_free(&done.text);
  free(folder);
}

static void a_dry_run_reports_the_same_and_writes_nothing(void **state) {
  struct blog *b = *state;
  const struct import_options dry = {.dry_run = true};
  struct support_import first, second;
  char *folder = support_import_folder("about.md", parent);
  assert_err(support_import(b, folder, &dry, &first), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 0);
  assert_err(support_import(b, folder, NULL, &second), OK);
  assert_string_equal(buf_text(&first.text), buf_text(&second.text));
  assert_int_equal(support_number(b, "SELECT count(*) FROM article"), 1);
  buf_free(&first.text);
  buf_free(&second.text);
  free(folder);
}

static void a_missing_path_is_reported(void **state) {
  struct support_import done;
  assert_err(support_import(*state, "/no/such/folder", NULL, &done), ERR_NOT_FOUND);
  assert_int_equal(done.counts[IMPORT_FAILED], 1);
  buf_free(&done.text);
}

static void links_to_later_files_become_permalinks(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder(
      "a.md", "---\ntitle: A\ndate: 2026-01-02\n---\n[b](b.md#x)\n");
  support_import_file(folder, "b.md", "---\ntitle: B\ndate: 2026-01-02\n---\ny\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(
      support_number(b,
          "SELECT count(*) FROM article_body WHERE html LIKE '%href=\"/2026/01/b/#x\"%'"),
      1);
  buf_free(&done.text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(pages_are_imported_after_their_parents),
      support_site_test(a_page_without_its_parent_is_at_the_top),
      support_site_test(a_dry_run_reports_the_same_and_writes_nothing),
      support_site_test(a_missing_path_is_reported),
      support_site_test(links_to_later_files_become_permalinks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
