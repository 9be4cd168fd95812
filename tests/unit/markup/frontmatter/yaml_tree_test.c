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
  assert_err(read(a, "a: \"x\xe2\x80\xa8y\"\nb: 2\n", &map, &p), OK);
  assert_int_equal(map->first->next->line, 2);
  arena_free(a);
}

/* Forms that people write, each with the tree it means in YAML 1.2. */
static void forms_of_yaml(void **state) {
  static const struct {
    const char *text, *tree;
  } cases[] = {
      {"a: ! 'x: y'", "{a: x: y}"},
      {"a: !!str 007\nb: !ruby/object:Foo {c: d}", "{a: 007, b: {c: d}}"},
      {"a: &x one\nb: *x", "{a: one, b: one}"},
      {"a: &x [1, {b: c}]\nd: *x", "{a: [1, {b: c}], d: [1, {b: c}]}"},
      {"&k a: 1\nb: *k", "{a: 1, b: a}"},
      {"&k a: 1\nb: {*k : 2}", "{a: 1, b: {a: 2}}"},
      {"a: &x 1\nb: &x 2\nc: *x", "{a: 1, b: 2, c: 2}"},
      {"base: &b {x: 1, y: 2}\nd:\n  <<: *b\n  y: 3",
          "{base: {x: 1, y: 2}, d: {y: 3, x: 1}}"},
      {"p: &p {x: 1}\nq: &q {x: 2, y: 3}\nd: {<<: [*p, *q]}",
          "{p: {x: 1}, q: {x: 2, y: 3}, d: {x: 1, y: 3}}"},
      {"<<: text\na: b", "{<<: text, a: b}"},
      {"a: b\na: c", "{a: b, a: c}"},
      {"a: |\n  one\n\n  two\nb: |-\n  one\nc: |+\n  one\n\nd: e",
          "{a: one\n\ntwo\n, b: one, c: one\n\n, d: e}"},
      {"a: >\n  one\n  two\n\n  three\nb: >-\n  one\n  two",
          "{a: one two\nthree\n, b: one two}"},
      {"a: |2\n    indented\nb: c", "{a:   indented\n, b: c}"},
      {"a: one\n  two\nb: \"x\n  y\"", "{a: one two, b: x y}"},
      {"a: yes\nb: No\nc: on\nd: 1e3\ne: 0x1F\nf: .5\ng: 2020-01-01",
          "{a: yes, b: No, c: on, d: 1e3, e: 0x1F, f: .5, g: 2020-01-01}"},
      {"2020: 1\ntrue: 2", "{2020: 1, true: 2}"},
      {"a: b # comment\n# another\nc: d#e", "{a: b, c: d#e}"},
      {"a:\tb\nc: [x,\ty]", "{a: b, c: [x, y]}"},
      {"a: b\r\nc:\r\n- d\r\n", "{a: b, c: [d]}"},
      {"a: 'it''s'\nb: \"\\u00e9\\x41\\t\"", "{a: it's, b: \u00e9A\t}"},
      {"a:\n- b\n-\n  - c\n- d: e\n  f: g", "{a: [b, [c], {d: e, f: g}]}"},
      {"? a\n: b\n? c", "{a: b, c: }"},
      {"a: [b, c,]\nd: {e, f: }", "{a: [b, c], d: {e: , f: }}"},
      {"a: http://example.org/x:y?z#f", "{a: http://example.org/x:y?z#f}"},
      {"\"a b\": c\n'd': e", "{a b: c, d: e}"},
      {"a: -\nb: 12:30:45\nc: @x", NULL},
      {"a: `x`", NULL},
      {"a: %x", NULL},
  };
  (void)state;
  struct arena *a = arena_new(1 << 18);
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    struct yaml_node *map = NULL;
    struct parse_problem p;
    enum err e = read(a, cases[i].text, &map, &p);
    if (!cases[i].tree) {
      assert_err(e, ERR_SYNTAX);
      continue;
    }
    if (e)
      fail_msg("%s: line %d: %s", cases[i].text, p.line, p.message);
    tree_expect(map, cases[i].tree);
  }
  arena_free(a);
}

/* Each level names the one before it ten times: the document means 10^9 values. */
static void aliases_cannot_grow_without_limit(void **state) {
  char text[2000] = "a0: &a0 x\n";
  struct yaml_node *map = NULL;
  struct parse_problem p;
  (void)state;
  for (int i = 1; i < 6; i++) {
    size_t n = strlen(text);
    n += (size_t)snprintf(text + n, sizeof text - n, "a%d: &a%d [", i, i);
    for (int j = 0; j < 10; j++)
      n += (size_t)snprintf(text + n, sizeof text - n, "*a%d, ", i - 1);
    snprintf(text + n, sizeof text - n, "]\n");
  }
  struct arena *a = arena_new(64 << 20);
  assert_err(read(a, text, &map, &p), ERR_INVALID);
  assert_non_null(strstr(p.message, "too many values"));
  assert_err(read(a, "a: &a [*a]\n", &map, &p), ERR_INVALID);
  assert_non_null(strstr(p.message, "inside of what it stands for"));
  assert_err(read(a, "a: &a {<<: *a}\n", &map, &p), ERR_INVALID);
  arena_free(a);
}

static enum err read_little(void *context) {
  struct yaml_node *map = NULL;
  struct parse_problem p = {0};
  struct arena *a = arena_new(1 << 16);
  (void)context;
  enum err e =
      a ? read(a, "a: &x [b, {c: d}]\ne: *x\nf: {<<: {g: h}}\n", &map, &p) : ERR_NOMEM;
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
      cmocka_unit_test(forms_of_yaml),
      cmocka_unit_test(aliases_cannot_grow_without_limit),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
