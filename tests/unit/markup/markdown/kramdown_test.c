#include "markup/markdown/kramdown.h"

#include <time.h>

#include "fail_alloc.h"
#include "support.h"

static void expect(const char *text, const char *want) {
  struct buf out = {0};
  assert_err(kramdown_convert(text, &out), OK);
  assert_string_equal(buf_text(&out), want);
  buf_free(&out);
}

static void attributes_are_removed(void **state) {
  (void)state;
  expect("A note.\n{: .note}\nText\n", "A note.\n\nText\n");
  expect("{:.no_toc}\n", "\n");
  expect("[a](b){:target=\"_blank\" rel=\"noopener\"} c", "[a](b) c");
  expect("![boat](boat.png){: width=\"200\" .center}\n", "![boat](boat.png)\n");
  expect("*a*{:.x} `b`{:.y} **c**{: #z}", "*a* `b` **c**");
  expect("> Quote\n> {: .warning}\n", "> Quote\n\n");
  expect(
      "a {::nomarkdown}<b>{:/nomarkdown} c\n{::options parse_block_html=\"true\" /}\n",
      "a <b> c\n\n");
}

static void tables_of_contents_and_abbreviations(void **state) {
  (void)state;
  expect("* TOC\n{:toc}\n\n## A\n", "\n\n\n## A\n");
  expect("1. this\n{:toc .x}\nText\n", "\n\nText\n");
  expect("* item\n{: .x}\n", "* item\n\n");
  expect("*[HTML]: Hyper Text\nHTML\n", "\nHTML\n");
  expect("*[a]* b\n", "*[a]* b\n");
}

/* Readers must never see what an author has commented out. */
static void comments_are_removed(void **state) {
  (void)state;
  expect("a\n{::comment}\nsecret\n```\nsecret\n{:/comment}\nb\n", "a\n\n\n\n\n\nb\n");
  expect("a {::comment}secret{:/comment} b {::comment}more{:/} c", "a  b  c");
  expect("{::comment}\nsecret", "\n");
}

/* www.ruby-lang.org wraps its lines at 80 characters. */
static void a_list_may_take_two_lines(void **state) {
  (void)state;
  expect("![a](b){:\n.icon width=\"70\"}][cover] c\n", "![a](b)\n][cover] c\n");
  expect("a {:\n\n} b\n", "a {:\n\n} b\n");
}

static void code_stays(void **state) {
  (void)state;
  static const char *const texts[] = {"```\n{: .x}\n{::comment}\n```\n", "`{: .x}` a\n",
      "``a`{:x}`` b\n", "~~~ ruby\n* TOC\n{:toc}\n~~~\n", "{x: y} {: y\n", "a {:b} c\n",
      "````\n```\n{: .x}\n```\n````\n", "{:}\n"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    expect(texts[i], texts[i]);
}

/* Jekyll's own documentation wrote the language of its code so. */
static void the_language_of_code_may_follow_it(void **state) {
  (void)state;
  expect("~~~\na\n~~~\n{: .language-ruby}\n", "~~~ruby\na\n~~~\n\n");
  expect("> ```\n> a\n> ```\n> {: .x .language-c++ .y}\n", "> ```c++\n> a\n> ```\n\n");
  /* A language of its own, another class, none, and no end. */
  expect("~~~ js\na\n~~~\n{: .language-ruby}\n", "~~~ js\na\n~~~\n\n");
  expect("~~~\na\n~~~\n{: .note}\n", "~~~\na\n~~~\n\n");
  expect("~~~\na\n~~~\n\n{: .language-ruby}\n", "~~~\na\n~~~\n\n\n");
  expect("~~~\na\n~~~\n{: .language-}\n", "~~~\na\n~~~\n\n");
  expect("~~~\na\n{: .language-ruby}\n", "~~~\na\n{: .language-ruby}\n");
}

static void texts_without_extensions_are_recognised(void **state) {
  (void)state;
  assert_false(kramdown_is_in("# Title\n\n*a* [b](c)\n"));
  assert_true(kramdown_is_in("a\n{: .x}\n"));
  assert_true(kramdown_is_in("*[a]: b\n"));
}

/* Quadratic time would be minutes for these. */
static void long_lines_take_linear_time(void **state) {
  static const char *const parts[] = {"{:a", "{::comment}{:/}", "{::comment}", "`a",
      "*[", "a{:x}\n", "{: x\n", "~~~\n", "~~~\n~~~\n{:.language-a}\n", "~~~\n````\n"};
  (void)state;
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    struct buf in = {0}, out = {0};
    for (int j = 0; j < 200000; j++)
      buf_puts(&in, parts[i]);
    clock_t began = clock();
    assert_err(kramdown_convert(buf_text(&in), &out), OK);
    assert_true(clock() - began < 10 * CLOCKS_PER_SEC);
    buf_free(&in);
    buf_free(&out);
  }
}

static enum err convert(void *context) {
  struct buf out = {0};
  (void)context;
  enum err e = kramdown_convert("a\n{: .note}\nb\n", &out);
  buf_free(&out);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(convert, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(attributes_are_removed),
      cmocka_unit_test(tables_of_contents_and_abbreviations),
      cmocka_unit_test(comments_are_removed),
      cmocka_unit_test(a_list_may_take_two_lines),
      cmocka_unit_test(code_stays),
      cmocka_unit_test(long_lines_take_linear_time),
      cmocka_unit_test(the_language_of_code_may_follow_it),
      cmocka_unit_test(texts_without_extensions_are_recognised),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
