#include "import/files/import_eleventy.h"

#include <string.h>

#include "support_import.h"

static void only_articles_are_imported(void **state) {
  (void)state;
  assert_true(import_eleventy_skips("/r", "/r/README.md", false));
  assert_false(import_eleventy_skips("/r", "/r/posts/README.md", false));
  assert_false(import_eleventy_skips("/r", "/r/about.md", false));
  assert_true(import_eleventy_skips("/r", "/r/src/_includes", true));
  assert_false(import_eleventy_skips("/r", "/r/_posts", true));
}

static void collections_are_no_tags(void **state) {
  struct blog *b = *state;
  struct support_import done;
  char *folder = support_import_folder(".eleventy.js", "");
  support_import_file(folder, "README.md", "# About the program\n");
  support_import_file(folder, "posts/a.md",
      "---\ntitle: A\ndate: 2026-01-02\ntags: [posts, mud]\n"
      "permalink: \"/p/{{ title | slugify }}/\"\n---\nText\n");
  support_import_file(folder, "posts/b.md",
      "---\ntitle: B\ndate: 2026-01-02\ntags: posts\npermalink: false\n---\nText\n");
  support_import_file(folder, "posts/c.md",
      "---\ntitle: C\ndate: 2026-01-02\neleventyExcludeFromCollections: true\n---\nx\n");
  assert_err(support_import(b, folder, NULL, &done), OK);
  assert_int_equal(done.counts[IMPORT_CREATED], 3);
  assert_int_equal(done.counts[IMPORT_FAILED] + done.counts[IMPORT_ERROR], 0);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM article WHERE status = 'draft'"), 2);
  assert_int_equal(support_number(b, "SELECT count(*) FROM tag"), 1);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM path WHERE path LIKE '%{%'"), 0);
  assert_non_null(strstr(buf_text(&done.text), "not an article of an Eleventy site"));
  buf_free(&done.text);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_articles_are_imported),
      support_site_test(collections_are_no_tags),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
