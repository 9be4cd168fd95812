#include "markup/frontmatter/config_tree.h"

#include <string.h>

#include "support.h"

static struct yaml_node *read_as(struct arena *a, const char *name, const char *text) {
  struct yaml_node *out = NULL;
  struct parse_problem problem = {0};
  assert_err(config_tree_read(a, name, text, strlen(text), &out, &problem), OK);
  return out;
}

static void a_file_is_read_by_its_ending(void **state) {
  static const char *const files[][2] = {
      {"hugo.toml", "baseURL = 'x'\n[permalinks]\nposts = '/:slug/'\n"},
      {"config.json", "{\"baseURL\": \"x\", \"permalinks\": {\"posts\": \"/:slug/\"}}"},
      {"config.yaml", "baseURL: x\npermalinks:\n  posts: /:slug/\n"},
      {"_config.yml", "baseurl: y\nbaseURL: x\npermalinks: {posts: '/:slug/'}\n"},
  };
  struct arena *a = arena_new(1 << 20);
  (void)state;
  for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
    struct yaml_node *map = read_as(a, files[i][0], files[i][1]);
    assert_string_equal(config_tree_text(map, "BASEURL"), "x");
    const struct yaml_node *inner = config_tree_find(map, "permalinks");
    assert_string_equal(config_tree_text(inner, "posts"), "/:slug/");
    assert_null(config_tree_text(map, "permalinks"));
    assert_null(config_tree_find(inner, "pages"));
  }
  assert_null(config_tree_find(NULL, "x"));
  arena_free(a);
}

static void a_broken_file_is_refused(void **state) {
  struct arena *a = arena_new(1 << 20);
  struct yaml_node *out = NULL;
  struct parse_problem problem = {0};
  (void)state;
  assert_err(config_tree_read(a, "x.toml", "a = ", 4, &out, &problem), ERR_SYNTAX);
  assert_true(problem.message[0]);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_file_is_read_by_its_ending),
      cmocka_unit_test(a_broken_file_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
