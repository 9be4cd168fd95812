#include "markup/markdown/definition_list.h"

#include <time.h>

#include "fail_alloc.h"
#include "support.h"

#define DT(term) "<dt>\n\n" term "\n\n</dt>\n"
#define DD(text) "<dd>\n\n" text "\n</dd>\n"

static void expect(const char *text, const char *want) {
  struct buf out = {0};
  assert_err(definition_list_convert(text, &out), OK);
  assert_string_equal(buf_text(&out), want);
  buf_free(&out);
}

static void terms_have_definitions(void **state) {
  (void)state;
  expect("Ebb\n: Falling\n", "<dl>\n" DT("Ebb") DD("Falling\n") "</dl>\n\n");
  expect("Ebb\n: Falling", "<dl>\n" DT("Ebb") DD("Falling\n") "</dl>\n\n");
  expect("a\nb *c*\n:   d\n  : e\n",
      "<dl>\n" DT("a") DT("b *c*") DD("d\n") DD("e\n") "</dl>\n\n");
  expect("a\n\n:\tb\n\nc\n: d\n\nText\n",
      "<dl>\n" DT("a") DD("b\n\n") DT("c") DD("d\n\n") "</dl>\n\nText\n");
  expect("a\n:\n: b\n : \n", "<dl>\n" DT("a") DD("b\n") "</dl>\n\n");
  expect("# H\n\na\n: b\n# H\n", "# H\n\n<dl>\n" DT("a") DD("b\n") "</dl>\n\n# H\n");
}

static void what_is_indented_belongs_to_the_definition(void **state) {
  (void)state;
  expect("a\n: b\nlazy\n", "<dl>\n" DT("a") DD("b\nlazy\n") "</dl>\n\n");
  expect("a\n: b\n\n    c\n\n    - d\n      e\n",
      "<dl>\n" DT("a") DD("b\n\nc\n\n- d\n  e\n") "</dl>\n\n");
  expect("a\n: b\n\n  c\n\n      code\n",
      "<dl>\n" DT("a") DD("b\n\nc\n\n    code\n") "</dl>\n\n");
  expect("a\n: b\n\n      code\n", "<dl>\n" DT("a") DD("b\n\n    code\n") "</dl>\n\n");
  expect("a\n:   b\n\n\tc\n\n\t\tcode\n",
      "<dl>\n" DT("a") DD("b\n\nc\n\n    code\n") "</dl>\n\n");
  expect("a\n: ```\n  x\n  ```\n", "<dl>\n" DT("a") DD("```\nx\n```\n") "</dl>\n\n");
  expect("a\n: b\n\n    ```\n    : x\n    ```\n",
      "<dl>\n" DT("a") DD("b\n\n```\n: x\n```\n") "</dl>\n\n");
}

/* Otherwise the code would go on to the end of the text. */
static void code_in_a_definition_is_closed(void **state) {
  (void)state;
  expect("a\n: b\n\n    ~~~~\n    x\ntext\n",
      "<dl>\n" DT("a") DD("b\n\n~~~~\nx\n~~~~") "</dl>\n\ntext\n");
}

static void other_text_stays(void **state) {
  static const char *const texts[] = {"a\n:b\n", "a\n:\n", "a\n:\n:\n\nb\n",
      "a\n\n\n: b\n", ": a\n", "- a\n: b\n", "1. a\n: b\n",
      "| a |\n|---|\n\n: Caption\n", "# a\n: b\n", "> a\n: b\n", "    a\n: b\n",
      "```\na\n: b\n```\n", "<pre>\n\na\n: b\n</pre>\n", "<!--\n\na\n: b\n-->\n",
      "- a\n\n  b\n  : c\n", "a\n===\n\n: b\n", "***\n\n: b\n", "::: note\n: a\n",
      "a\n::: note\n", "<div>\n: a\n", "a\n    : b\n", "", "a"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    expect(texts[i], texts[i]);
}

static void texts_without_lists_are_recognised(void **state) {
  (void)state;
  assert_false(definition_list_is_in("a: b\nc : d\n:e\n"));
  assert_true(definition_list_is_in("a\n: b\n"));
  assert_true(definition_list_is_in("a\n  :\tb\n"));
}

static void long_texts_take_linear_time(void **state) {
  static const char *const parts[] = {"a\n: b\n", "a\n", "a\n\n", "a\n: b\n\n", ": a\n",
      "a\n\n: b\n\n", "    : \n", "a\n: ```\n", "<pre>\n", ":", " ", "\t", "a\n: b\n "};
  (void)state;
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    struct buf in = {0}, out = {0};
    for (int j = 0; j < 200000; j++)
      buf_puts(&in, parts[i]);
    clock_t began = clock();
    definition_list_is_in(buf_text(&in));
    assert_err(definition_list_convert(buf_text(&in), &out), OK);
    assert_true(clock() - began < 10 * CLOCKS_PER_SEC);
    buf_free(&in);
    buf_free(&out);
  }
}

static enum err convert(void *context) {
  struct buf out = {0};
  (void)context;
  enum err e = definition_list_convert("x\n\na\n: b\n\n      c\n\nd\n: e\n", &out);
  buf_free(&out);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(convert, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(terms_have_definitions),
      cmocka_unit_test(what_is_indented_belongs_to_the_definition),
      cmocka_unit_test(code_in_a_definition_is_closed),
      cmocka_unit_test(other_text_stays),
      cmocka_unit_test(texts_without_lists_are_recognised),
      cmocka_unit_test(long_texts_take_linear_time),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
