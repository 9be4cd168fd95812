#include "support.h"

#include "text/front_matter.h"

static enum err read(struct arena *a, const char *text, struct front_matter *out,
    struct text_problem *problem) {
  *problem = (struct text_problem){0};
  return front_matter_read(a, text, strlen(text), out, problem);
}

static void test_keys(void **state) {
  struct front_matter m;
  struct text_problem p;
  struct arena *a = arena_new(1 << 20);
  (void)state;
  const char *text =
      "---\ntitle: \"A: b\"\ntags: x, y z\ncategories:\n  - N/H\n"
      "draft: true\ncomments: no\nweight: -3\nmenu: main\nodd: {a: [1]}\n"
      "---\nBody\n";
  assert_err(read(a, text, &m, &p), OK);
  assert_true(m.found);
  assert_string_equal(m.title, "A: b");
  assert_int_equal(m.tags.count, 2);
  assert_string_equal(m.tags.items[1], "y z");
  assert_string_equal(m.categories.items[0], "N/H");
  assert_string_equal(m.status, "draft");
  assert_int_equal(m.comments, 0);
  assert_int_equal(m.menu_order, -3);
  assert_true(m.in_menu);
  assert_int_equal(m.unknown.count, 1);
  assert_string_equal(text + m.body, "Body\n");
  assert_err(read(a, "no front matter", &m, &p), OK);
  assert_false(m.found);
  assert_int_equal(m.body, 0);
  arena_free(a);
}

static void assert_fault(const char *text, enum err want, int line, const char *part) {
  struct front_matter m;
  struct text_problem p;
  struct arena *a = arena_new(1 << 20);
  assert_err(read(a, text, &m, &p), want);
  assert_int_equal(p.line, line);
  assert_non_null(strstr(p.message, part));
  arena_free(a);
}

static void test_faults(void **state) {
  (void)state;
  assert_fault("---\ntitle: x\n", ERR_INVALID, 1, "no closing");
  assert_fault("---\na: 1\ntitle: x\ntitle: y\n---\n", ERR_INVALID, 4, "twice");
  assert_fault("---\ntitle: &a x\n---\n", ERR_INVALID, 2, "anchors");
  assert_fault("---\nx: &a [1]\ny: *a\n---\n", ERR_INVALID, 2, "anchors");
  assert_fault("---\ntitle: !!str x\n---\n", ERR_INVALID, 2, "tags");
  assert_fault("---\ntitle: [a]\n---\n", ERR_INVALID, 2, "one value");
  assert_fault("---\ntitle: {a: b}\n---\n", ERR_INVALID, 2, "text");
  assert_fault("---\ndraft: maybe\n---\n", ERR_INVALID, 2, "true or false");
  assert_fault("---\nweight: heavy\n---\n", ERR_INVALID, 2, "whole number");
  assert_fault("---\nx: [[[[[[[[[[[[1]]]]]]]]]]]]\n---\n", ERR_INVALID, 2, "deeply");
  assert_fault("---\ntitle: \"x\n---\n", ERR_SYNTAX, 3, "not YAML");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_keys), cmocka_unit_test(test_faults)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
