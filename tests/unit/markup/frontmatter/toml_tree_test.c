#include "markup/frontmatter/toml_tree.h"

#include "fail_alloc.h"
#include "tree_support.h"

static enum err read(struct arena *a, const char *text, struct yaml_node **out,
    struct parse_problem *p) {
  *p = (struct parse_problem){0};
  return toml_tree_read(a, text, strlen(text), 2, out, p);
}

static void values_become_text(void **state) {
  static const char text[] = "title = \"Ebb\"\ndate = 2026-11-24\nn = 7\ndraft = true\n"
                             "tags = [\"a\", \"b\"]\n[extra]\nk = \"v\"\n";
  struct yaml_node *map = NULL;
  struct parse_problem p;
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_err(read(a, text, &map, &p), OK);
  tree_expect(map, "{date: 2026-11-24, draft: true, extra: {k: v}, n: 7, tags: [a, b], "
                   "title: Ebb}");
  assert_int_equal(map->first->line, 3); /* "date", counted from the given line */
  arena_free(a);
}

/* toml++ 3.3 refuses most characters from U+00A0 on. */
static void letters_of_every_script_survive(void **state) {
  struct yaml_node *map = NULL;
  struct parse_problem p;
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_err(read(a, "title = \"é 水 ا 🌊 \xef\xbb\xbf\"\n", &map, &p), OK);
  tree_expect(map, "{title: é 水 ا 🌊 \xef\xbb\xbf}");
  arena_free(a);
}

static void faults_name_the_line_of_the_file(void **state) {
  struct yaml_node *map = NULL;
  struct parse_problem p;
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_err(read(a, "a = 1\nb = = 2\n", &map, &p), ERR_SYNTAX);
  assert_int_equal(p.line, 3);
  assert_non_null(strstr(p.message, "not TOML"));
  assert_err(read(a, "a = \"x\\u0000y\"\n", &map, &p), ERR_INVALID);
  assert_non_null(strstr(p.message, "NUL"));
  assert_err(read(a, "", &map, &p), OK);
  assert_null(map);
  arena_free(a);
}

static enum err read_little(void *context) {
  struct yaml_node *map = NULL;
  struct parse_problem p = {0};
  struct arena *a = arena_new(1 << 16);
  (void)context;
  enum err e = a ? read(a, "a = [\"b\"]\n", &map, &p) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(read_little, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_become_text),
      cmocka_unit_test(letters_of_every_script_survive),
      cmocka_unit_test(faults_name_the_line_of_the_file),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
