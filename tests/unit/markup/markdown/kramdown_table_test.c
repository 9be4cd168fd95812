#include "markup/markdown/kramdown_table.h"

#include <time.h>

#include "fail_alloc.h"
#include "support.h"

static void expect(const char *text, const char *want) {
  struct buf out = {0};
  assert_err(kramdown_table_convert(text, &out), OK);
  assert_string_equal(buf_text(&out), want);
  buf_free(&out);
}

static void tables_get_an_empty_head(void **state) {
  (void)state;
  expect("| a | b |\n| c | d |\n", "| | |\n|---|---|\n| a | b |\n| c | d |\n");
  expect("text\n\n| a\n", "text\n\n| |\n|---|\n| a|\n");
  expect("|---+--:|\n| a | b |\n\ntext", "| | |\n|---|---:|\n| a | b |\n\ntext");
  /* The longest row decides, as the others lose no cell. */
  expect("| a |\n| b | c |\n", "| | |\n|---|---|\n| a | |\n| b | c |\n");
}

static void separators_are_removed(void **state) {
  (void)state;
  expect(
      "|---|---|\n| h | i |\n|:-:+---|\n| a | b |\n|---\n| c | d |\n|===\n| e | f |\n",
      "| h | i |\n|:---:|---|\n| a | b |\n| c | d |\n| e | f |\n");
  expect("| h |\n|---|---|\n| a | b |\n|===|===|\n| c | d |\n",
      "| h | |\n|---|---|\n| a | b |\n| c | d |\n");
}

/* A bar in code separates cells only in GitHub's Markdown. */
static void bars_in_code_are_escaped(void **state) {
  (void)state;
  expect("| `a|b` | c \\| d |\n", "| | |\n|---|---|\n| `a\\|b` | c \\| d |\n");
}

static void other_text_stays(void **state) {
  static const char *const texts[] = {"| a | b |\n|---|---|\n| c | d |\n", "a | b\n",
      "text\n| a | b |\n", "| a |\ntext\n", "```\n| a |\n```\n", "    | a |\n",
      "|---|\n", "<pre>\n\n| a |\n\n</pre>\n", "", "|", "|\n|---|\n"};
  (void)state;
  for (size_t i = 0; i < sizeof texts / sizeof texts[0] - 2; i++)
    expect(texts[i], texts[i]);
}

static void texts_without_tables_are_recognised(void **state) {
  (void)state;
  assert_false(kramdown_table_is_in("a | b\n\nc\n"));
  assert_true(kramdown_table_is_in("a\n\n | b\n"));
}

static void long_texts_take_linear_time(void **state) {
  static const char *const parts[] = {
      "| a\n", "|", "| a\n\n", "| a\ntext\n", "|---\n", "| a | b\n|===\n", "`|", "\\|"};
  (void)state;
  for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
    struct buf in = {0}, out = {0};
    for (int j = 0; j < 200000; j++)
      buf_puts(&in, parts[i]);
    clock_t began = clock();
    kramdown_table_is_in(buf_text(&in));
    assert_err(kramdown_table_convert(buf_text(&in), &out), OK);
    assert_true(clock() - began < 10 * CLOCKS_PER_SEC);
    buf_free(&in);
    buf_free(&out);
  }
}

/* One row of many cells must not make all rows as long. */
static void a_row_of_bars_alone_fills_no_others(void **state) {
  struct buf in = {0};
  (void)state;
  for (int i = 0; i < 1000; i++)
    buf_putc(&in, '|');
  buf_puts(&in, "\n| a |\n");
  expect(buf_text(&in), buf_text(&in));
  buf_free(&in);
}

static enum err convert(void *context) {
  struct buf out = {0};
  (void)context;
  enum err e = kramdown_table_convert("| a | b |\n| `c|d` |\n", &out);
  buf_free(&out);
  return e;
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_each(convert, NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tables_get_an_empty_head),
      cmocka_unit_test(separators_are_removed),
      cmocka_unit_test(bars_in_code_are_escaped),
      cmocka_unit_test(other_text_stays),
      cmocka_unit_test(texts_without_tables_are_recognised),
      cmocka_unit_test(long_texts_take_linear_time),
      cmocka_unit_test(a_row_of_bars_alone_fills_no_others),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
