#include "fail_alloc.h"
#include "tree_support.h"

static enum err read(struct arena *a, const char *text, struct yaml_node **out,
    struct parse_problem *p) {
  *p = (struct parse_problem){0};
  return yaml_tree_read(a, text, strlen(text), out, p);
}

static void every_style_of_value_is_text(void **state) {
  static const char text[] =
      "a: plain\nb: \"quoted\"\nc: |\n  one\n  two\nd: >\n  one\n"
      "  two\ne: ~\nf: 007\ng: [x, \"y, z\"]\nh: {i: j}\n";
  struct yaml_node *map = NULL;
  struct parse_problem p;
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_err(read(a, text, &map, &p), OK);
  tree_expect(map, "{a: plain, b: quoted, c: one\ntwo\n, d: one two\n, e: , f: 007, "
                   "g: [x, y, z], h: {i: j}}");
  assert_int_equal(map->first->next->next->line, 3);
  arena_free(a);
}

static void an_empty_document_is_not_a_map(void **state) {
  struct yaml_node *map = (struct yaml_node *)1;
  struct parse_problem p;
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_err(read(a, "", &map, &p), OK);
  assert_null(map);
  assert_err(read(a, "# only a comment\n", &map, &p), OK);
  assert_null(map);
  arena_free(a);
}

static void lines_are_counted_as_in_editors(void **state) {
  struct yaml_node *map = NULL;
  struct parse_problem p;
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_err(read(a, "a: \"x\xe2\x80\xa8y\"\nb: [\n", &map, &p), ERR_SYNTAX);
  assert_true(p.line == 2 || p.line == 3);
  assert_err(read(a, "a: \"x\xe2\x80\xa8y\"\na: 2\n", &map, &p), ERR_INVALID);
  assert_int_equal(p.line, 2);
  assert_non_null(strstr(p.message, "twice"));
  arena_free(a);
}

static enum err read_little(void *context) {
  struct yaml_node *map = NULL;
  struct parse_problem p = {0};
  struct arena *a = arena_new(1 << 16);
  (void)context;
  enum err e = a ? read(a, "a: [b, {c: d}]\n", &map, &p) : ERR_NOMEM;
  arena_free(a);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(read_little, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_style_of_value_is_text),
      cmocka_unit_test(an_empty_document_is_not_a_map),
      cmocka_unit_test(lines_are_counted_as_in_editors),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
