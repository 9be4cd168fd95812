#include "markup/frontmatter/header_tree.h"

#include "fail_alloc.h"
#include "tree_support.h"

static const char header[] = "Title: My: title\r\nDate: 2020-01-02 10:20\nTags: a, b\n"
                             "Summary: One\n    and two\nEmpty:\n\nBody: x\n";

static void a_header_is_read(void **state) {
  struct arena *a = arena_new(1 << 16);
  struct yaml_node *map = NULL;
  size_t used = 0;
  (void)state;
  assert_err(header_tree_read(a, header, sizeof header - 1, &map, &used), OK);
  assert_string_equal(header + used, "Body: x\n");
  tree_expect(map, "{Title: My: title, Date: 2020-01-02 10:20, Tags: a, b,"
                   " Summary: One and two, Empty: }");
  assert_int_equal(map->first->next->line, 2);
  arena_free(a);
}

static void values_of_pelican_are_translated(void **state) {
  static const char text[] = "Title: a\nAuthors: Ada, Bob\nTags: a; b c; d\nStatus:"
                             " Hidden\nCategory: hidden; x\n\n";
  struct arena *a = arena_new(1 << 16);
  struct yaml_node *map = NULL;
  size_t used = 0;
  (void)state;
  assert_err(header_tree_read(a, text, sizeof text - 1, &map, &used), OK);
  tree_expect(map, "{Title: a, Authors: Ada, Tags: a, b c, d, Status: draft,"
                   " Category: hidden; x}");
  arena_free(a);
}

static void other_texts_have_none(void **state) {
  static const char *const texts[] = {"Note: see below\n\nx", "Title: x\n\ny",
      "Title: x\nand a sentence\nDate: y\n\n", "Date: 2020-01-01\n\nx", "",
      "https://example.org\n\n", "# Title: x\nDate: y\n\n", "Title:x\nDate:y\n\n"};
  struct arena *a = arena_new(1 << 16);
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    struct yaml_node *map;
    size_t used = 1;
    assert_err(header_tree_read(a, texts[i], strlen(texts[i]), &map, &used), OK);
    assert_null(map);
    assert_int_equal(used, 0);
  }
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_header_is_read),
      cmocka_unit_test(values_of_pelican_are_translated),
      cmocka_unit_test(other_texts_have_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
