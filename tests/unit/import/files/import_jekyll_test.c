#include "import/files/import_jekyll.h"

#include "support_import.h"

static void folders_above_posts_are_categories(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder("_config.yml", "title: x\n");
  support_import_file(folder, "sea/boats/_posts/2026-01-02-tide.md",
      "---\ntitle: Tide\ntags: ebb flow\n---\nx\n");
  int64_t id = support_import_one(b, folder, NULL);
  assert_true(id > 0);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM tag WHERE slug IN ('ebb', 'flow')"), 2);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM category WHERE slug IN ('sea', 'boats')"),
      2);
  free(folder);
}

static void elsewhere_tags_are_separated_by_commas(void **state) {
  struct blog *b = *state;
  char *folder = support_import_folder(
      "tide.md", "---\ntitle: Tide\ndate: 2026-01-02\ntags: ebb flow, sea\n---\nx\n");
  support_import_one(b, folder, NULL);
  assert_int_equal(support_number(b, "SELECT count(*) FROM tag"), 2);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(folders_above_posts_are_categories),
      support_site_test(elsewhere_tags_are_separated_by_commas),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
