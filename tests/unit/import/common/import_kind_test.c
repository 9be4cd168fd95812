#include "import/common/import_kind.h"

#include "support.h"

static void kinds_go_by_the_ending(void **state) {
  (void)state;
  assert_true(import_kind_is_article("a.md") && import_kind_is_article("a.HTML"));
  assert_true(import_kind_is_article("a.b.markdown"));
  assert_false(import_kind_is_article("a.txt") || import_kind_is_article("md"));
  assert_true(import_kind_is_media("a.PNG") && import_kind_is_media("dir/a.webp"));
  assert_false(import_kind_is_media("a.exe") || import_kind_is_media("png"));
  assert_false(import_kind_is_media("a.md") || import_kind_is_media(""));
  assert_true(
      import_kind_is_of_pandoc("a.rst") && import_kind_is_unknown_text("a.adoc"));
  assert_false(import_kind_is_of_pandoc("a.adoc"));
  assert_true(import_kind_is_article("a.mdx") && import_kind_is_mdx("a.MDX"));
  assert_false(import_kind_is_mdx("a.md"));
  assert_true(import_kind_is_data("a.yml") && import_kind_is_data("a.JSON"));
  assert_false(import_kind_is_data("a.md") || import_kind_is_data("yml"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(kinds_go_by_the_ending),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
