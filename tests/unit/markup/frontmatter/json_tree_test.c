#include "markup/frontmatter/json_tree.h"

#include "fail_alloc.h"
#include "tree_support.h"

static void an_object_is_not_a_template(void **state) {
  (void)state;
  assert_true(json_tree_begins("{\"a\": 1}", 8));
  assert_true(json_tree_begins("{\n  \"a\": 1}", 11));
  assert_false(json_tree_begins("{{ page.title }}", 16));
  assert_false(json_tree_begins("{% include x %}", 15));
  assert_false(json_tree_begins("text", 4));
}

static enum err read(struct arena *a, const char *text, struct yaml_node **out,
    size_t *used, struct parse_problem *p) {
  *p = (struct parse_problem){0};
  return json_tree_read(a, text, strlen(text), out, used, p);
}

static void the_object_ends_where_the_body_begins(void **state) {
  static const char text[] =
      "{\"t\": \"x\",\n\"n\": 7, \"b\": true, \"l\": [\"a\", null]}\nBody {";
  struct yaml_node *map = NULL;
  struct parse_problem p;
  size_t used = 0;
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_err(read(a, text, &map, &used, &p), OK);
  tree_expect(map, "{t: x, n: 7, b: true, l: [a, ]}");
  assert_string_equal(text + used, "\nBody {");
  assert_int_equal(map->first->next->line, 2);
  arena_free(a);
}

static void faults_are_named(void **state) {
  struct yaml_node *map = NULL;
  struct parse_problem p;
  size_t used = 0;
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_err(read(a, "{\"a\": \n}", &map, &used, &p), ERR_SYNTAX);
  assert_int_equal(p.line, 2);
  assert_non_null(strstr(p.message, "not JSON"));
  assert_err(read(a, "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]}",
                 &map, &used, &p),
      ERR_INVALID);
  assert_non_null(strstr(p.message, "too deeply"));
  arena_free(a);
}

static enum err read_little(void *context) {
  struct yaml_node *map = NULL;
  struct parse_problem p = {0};
  size_t used = 0;
  struct arena *a = arena_new(1 << 16);
  (void)context;
  enum err e = a ? read(a, "{\"a\": [\"b\", {\"c\": 1}]}", &map, &used, &p) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(read_little, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_object_is_not_a_template),
      cmocka_unit_test(the_object_ends_where_the_body_begins),
      cmocka_unit_test(faults_are_named),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
