#include "markup/markdown/markdown_guard.h"

#include "base/buf.h"
#include <string.h>

#include "support.h"

static bool is_tame(const char *head, const char *unit, int times) {
  struct buf b = {0};
  buf_puts(&b, head);
  for (int i = 0; i < times; i++)
    buf_puts(&b, unit);
  bool tame = markdown_is_tame(buf_text(&b), b.len);
  buf_free(&b);
  return tame;
}

/* The sentence for the author names the limit. */
static void expect_number(const char *head, const char *unit, int most) {
  struct markdown_fault fault;
  struct buf b = {0}, number = {0};
  buf_puts(&b, head);
  for (int i = 0; i <= most; i++)
    buf_puts(&b, unit);
  assert_true(markdown_find_fault(buf_text(&b), b.len, &fault));
  buf_printf(&number, " %d ", most);
  if (!strstr(fault.why, buf_text(&number)))
    fail_msg("\"%s\" does not say%s", fault.why, buf_text(&number));
  buf_free(&b);
  buf_free(&number);
}

static void each_limit_is_inclusive(void **state) {
  static const struct {
    const char *head, *unit;
    int most;
  } rows[] = {
      {"", "![", MARKDOWN_IMAGES},
      {"", "<?", MARKDOWN_DECLARATIONS},
      {"", "<!", MARKDOWN_DECLARATIONS},
      {"http://a.example/", ")", MARKDOWN_BRACKETS},
      {"", ">", MARKDOWN_CONTAINERS},
      {"", "- ", MARKDOWN_CONTAINERS},
      {"", "[^a]", MARKDOWN_FOOTNOTES},
  };
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    if (!is_tame(rows[i].head, rows[i].unit, rows[i].most))
      fail_msg("%s at its limit", rows[i].unit);
    if (is_tame(rows[i].head, rows[i].unit, rows[i].most + 1))
      fail_msg("%s over its limit", rows[i].unit);
    expect_number(rows[i].head, rows[i].unit, rows[i].most);
  }
}

/* Limits of a paragraph begin again after an empty line. */
static void paragraphs_are_counted_separately(void **state) {
  (void)state;
  assert_true(is_tame("", "![![![![![![![![![![\n\n", MARKDOWN_IMAGES));
}

static void tables_are_bounded(void **state) {
  (void)state;
  assert_true(is_tame("|a|b|\n|-|-|\n", "|1|2|\n", MARKDOWN_ROWS));
  assert_false(is_tame("|a|b|\n|-|-|\n", "|1|2|\n", MARKDOWN_ROWS + 1));
  assert_false(is_tame("|a|\n|", "-|", MARKDOWN_COLUMNS + 1));
}

static void repeated_references_are_measured(void **state) {
  struct buf b = {0};
  (void)state;
  buf_puts(&b, "[a]: https://a.example/");
  for (int i = 0; i < 100000; i++)
    buf_putc(&b, 'x');
  buf_puts(&b, "\n\n");
  for (int i = 0; i < 1000; i++)
    buf_puts(&b, "[a] ");
  assert_false(markdown_is_tame(buf_text(&b), b.len));
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_limit_is_inclusive),
      cmocka_unit_test(paragraphs_are_counted_separately),
      cmocka_unit_test(tables_are_bounded),
      cmocka_unit_test(repeated_references_are_measured),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
