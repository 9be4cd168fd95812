#include "import/import.h"

#include <unistd.h>

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

/* Imports what is named, relative to the folder, as changed or gone. */
static void import_part(struct blog *b, const char *folder, const char *changed,
    const char *gone, struct support_import *done) {
  char change[600], leave[600];
  const char *changes[] = {change}, *leaves[] = {leave};
  const struct import_part part = {changes, changed != NULL, leaves, gone != NULL};
  const struct import_options options = {.part = &part, .prune = true};
  snprintf(change, sizeof change, "%s/%s", folder, changed ? changed : "");
  snprintf(leave, sizeof leave, "%s/%s", folder, gone ? gone : "");
  assert_err(support_import(b, folder, &options, done), OK);
}

static void only_a_part_is_imported(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char from[600], to[600];
  static const char text[] = "---\ntitle: A\ndate: 2026-01-02\n---\nx\n";
  char *folder = support_import_folder("x/a.md", text);
  support_import_file(folder, "x/y/b.md", text);
  support_import_file(folder, "c.md", text);
  import_part(b, folder, "x/a.md", NULL, &done);
  assert_int_equal(done.counts[IMPORT_CREATED], 1);
  buf_free(&done.text);
  /* A folder with what is in it. */
  import_part(b, folder, "x", NULL, &done);
  assert_int_equal(done.counts[IMPORT_CREATED], 1);
  assert_int_equal(done.counts[IMPORT_UNCHANGED], 1);
  buf_free(&done.text);
  import_part(b, folder, "none/z.md", NULL, &done);
  assert_int_equal(done.counts[IMPORT_CREATED], 0);
  buf_free(&done.text);
  /* A file that left one path for another keeps its article. */
  snprintf(from, sizeof from, "%s/x/a.md", folder);
  snprintf(to, sizeof to, "%s/moved.md", folder);
  assert_int_equal(rename(from, to), 0);
  import_part(b, folder, "moved.md", "x/a.md", &done);
  assert_int_equal(done.counts[IMPORT_MOVED], 1);
  assert_int_equal(done.counts[IMPORT_PRUNED], 0);
  buf_free(&done.text);
  assert_int_equal(unlink(to), 0);
  import_part(b, folder, NULL, "moved.md", &done);
  assert_int_equal(done.counts[IMPORT_PRUNED], 1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE status = 'publish'"), 1);
  buf_free(&done.text);
  free(folder);
}

/* Of a bundle of Hugo, a picture is a part: its page is read again. */
static void a_part_of_a_bundle_stands_for_all_of_it(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder("content/posts/x/index.md",
      "---\ntitle: A\ndate: 2026-01-02\n---\n![](boat.png)\n");
  support_import_file(folder, "hugo.toml", "title = 'x'\n");
  support_import_file(folder, "content/posts/x/boat.png", "x");
  support_import_file(folder, "content/posts/x/note.md", "x");
  import_part(b, folder, "content/posts/x/boat.png", NULL, &done);
  assert_int_equal(done.counts[IMPORT_CREATED], 1);
  buf_free(&done.text);
  import_part(b, folder, "content/posts/x/note.md", NULL, &done);
  assert_int_equal(done.counts[IMPORT_UNCHANGED], 1);
  assert_int_equal(done.counts[IMPORT_CREATED], 0);
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
      support_site_test(only_a_part_is_imported),
      support_site_test(a_part_of_a_bundle_stands_for_all_of_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
