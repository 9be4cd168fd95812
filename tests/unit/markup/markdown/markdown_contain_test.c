#include "markup/markdown/markdown_contain.h"

#include <string.h>

#include "support.h"

static void repeat(struct buf *b, const char *unit, int times) {
  for (int i = 0; i < times; i++)
    buf_puts(b, unit);
}

static void the_rest_stays_markdown(void **state) {
  struct buf text = {0}, out = {0};
  struct markdown_fault fault;
  (void)state;
  buf_puts(&text, "# Before\n\nOne\n");
  repeat(&text, "![", MARKDOWN_IMAGES + 1);
  buf_puts(&text, "\n\n*after*\n");
  assert_false(markdown_is_tame(buf_text(&text), text.len));
  assert_err(markdown_contain(buf_text(&text), text.len, &out, &fault), OK);
  assert_int_equal(fault.line, 4);
  assert_non_null(strstr(fault.why, "pictures"));
  assert_true(markdown_is_tame(buf_text(&out), out.len));
  assert_ptr_equal(
      strstr(buf_text(&out), "# Before\n\n<pre>One\n&#33;&#91;"), buf_text(&out));
  assert_non_null(strstr(buf_text(&out), "</pre>\n\n*after*\n"));
  buf_free(&text);
  buf_free(&out);
}

/* What is counted over the whole text cannot be cured in one place. */
static void a_fault_of_the_whole_takes_the_rest(void **state) {
  struct buf text = {0}, out = {0};
  struct markdown_fault fault;
  (void)state;
  buf_puts(&text, "a\n\n");
  repeat(&text, "[^1] ", MARKDOWN_FOOTNOTES + 1);
  buf_puts(&text, "\n\n*after*");
  assert_err(markdown_contain(buf_text(&text), text.len, &out, &fault), OK);
  assert_true(markdown_is_tame(buf_text(&out), out.len));
  assert_int_equal(strncmp(buf_text(&out), "a\n\n<pre>", 8), 0);
  assert_null(strstr(buf_text(&out), "*after*"));
  buf_free(&text);
  buf_free(&out);
}

static void many_faults_take_linear_time(void **state) {
  struct buf text = {0}, out = {0};
  struct markdown_fault fault;
  (void)state;
  for (int i = 0; i < 200; i++) {
    repeat(&text, "> ", MARKDOWN_CONTAINERS + 1);
    buf_puts(&text, "x\n\n");
  }
  assert_err(markdown_contain(buf_text(&text), text.len, &out, &fault), OK);
  assert_non_null(strstr(fault.why, "100 deep"));
  assert_true(markdown_is_tame(buf_text(&out), out.len));
  buf_free(&text);
  buf_free(&out);
}

static void a_tame_text_stays(void **state) {
  struct buf out = {0};
  struct markdown_fault fault = {0};
  (void)state;
  assert_err(markdown_contain("*a*\n", 4, &out, &fault), OK);
  assert_string_equal(buf_text(&out), "*a*\n");
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_rest_stays_markdown),
      cmocka_unit_test(a_fault_of_the_whole_takes_the_rest),
      cmocka_unit_test(many_faults_take_linear_time),
      cmocka_unit_test(a_tame_text_stays),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
