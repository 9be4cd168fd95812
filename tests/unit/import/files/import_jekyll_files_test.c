#include "import/files/import_jekyll_files.h"

#include "support.h"

static void sites_are_recognised(void **state) {
  char path[300], *folder = support_folder();
  (void)state;
  assert_false(import_jekyll_is_site(folder));
  snprintf(path, sizeof path, "%s/_posts", folder);
  assert_true(import_jekyll_is_site(path));
  support_write(folder, "_config.yml", "title: x\n");
  assert_true(import_jekyll_is_site(folder));
  free(folder);
}

static void folders_without_articles(void **state) {
  (void)state;
  static const char *const skipped[] = {
      "_site", "_layouts", "_includes", "_data", "node_modules", "vendor"};
  for (size_t i = 0; i < sizeof skipped / sizeof skipped[0]; i++)
    assert_non_null(import_jekyll_skips_folder(skipped[i]));
  assert_null(import_jekyll_skips_folder("_posts"));
  assert_null(import_jekyll_skips_folder("docs"));
}

static const char *skips(const char *folder, const char *name, const char *text) {
  char path[300];
  support_write(folder, name, text);
  snprintf(path, sizeof path, "%s/%s", folder, name);
  return import_jekyll_skips_file(folder, path);
}

static void files_need_front_matter_outside_of_posts(void **state) {
  char *folder = support_folder();
  (void)state;
  assert_null(skips(folder, "about.md", "---\ntitle: x\n---\n"));
  assert_null(skips(folder, "bom.md", "\xef\xbb\xbf---\n---\n"));
  assert_non_null(skips(folder, "LICENSE.md", "MIT\n"));
  assert_non_null(skips(folder, "empty.md", ""));
  assert_non_null(skips(folder, "README.md", "---\ntitle: x\n---\n"));
  assert_null(import_jekyll_skips_file("/s", "/s/_posts/2020-01-02-a.md"));
  assert_null(import_jekyll_skips_file("/s", "/s/sea/_posts/2020-1-2-a.md"));
  assert_null(import_jekyll_skips_file("/s", "/s/_drafts/a.md"));
  assert_non_null(import_jekyll_skips_file("/s", "/s/_posts/a.md"));
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sites_are_recognised),
      cmocka_unit_test(folders_without_articles),
      cmocka_unit_test(files_need_front_matter_outside_of_posts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
