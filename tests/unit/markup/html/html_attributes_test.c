#include "markup/html/html_attributes.h"

#include <time.h>

#include "fail_alloc.h"
#include "markup/html/html_limits.h"
#include "support.h"

/* A number for each "#". */
static bool has_few(const char *head, const char *unit, int times) {
  struct buf b = {0};
  buf_puts(&b, head);
  for (int i = 0; i < times; i++)
    for (const char *c = unit; *c; c++)
      if (*c == '#')
        buf_printf(&b, "%d", i);
      else
        buf_putc(&b, *c);
  bool is = html_check_attributes(buf_text(&b), b.len) == OK;
  buf_free(&b);
  return is;
}

static void counts_attributes(void **state) {
  static const char *const many[] = {"a# ", "a#=1 ", "a#='>'", "a#=\">\" ", "a#/",
      "a# = x\n", "=#/", "a#=a/b\t", "<a# "};
  (void)state;
  for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
    if (has_few("<p ", many[i], HTML_ATTRIBUTES + 1))
      print_error("%s\n", many[i]);
    assert_true(has_few("<p ", many[i], HTML_ATTRIBUTES - 1));
    assert_false(has_few("<p ", many[i], HTML_ATTRIBUTES + 1));
    assert_false(has_few("x</P\n", many[i], HTML_ATTRIBUTES + 1));
    assert_false(has_few("<!-- <p ", many[i], HTML_ATTRIBUTES + 1));
    assert_true(has_few("< ", many[i], i == 8 ? 1 : HTML_ATTRIBUTES + 1));
  }
  assert_true(has_few("", "<p a=# b>word word word ", 20000));
  assert_true(has_few("<p>", "1 < 2 = 2 ", 20000));
}

/* A quadratic one would take minutes. */
static void counts_attributes_in_linear_time(void **state) {
  static const char *const units[] = {"<a", "<a=", "<a b=\"", "<a b='<a b=\"", "<a b=<",
      "</a<", "<a b=\"'", "</a/b=", "<a /b='\"<"};
  (void)state;
  for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
    clock_t began = clock();
    (void)has_few("", units[i], 1 << 18);
    assert_true(clock() - began < 10 * CLOCKS_PER_SEC);
  }
}

static void a_failed_allocation_is_reported(void **state) {
  (void)state;
  fail_alloc_at(1);
  assert_err(html_check_attributes("<p a=1>", 7), ERR_NOMEM);
  fail_alloc_at(0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_attributes),
      cmocka_unit_test(counts_attributes_in_linear_time),
      cmocka_unit_test(a_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
