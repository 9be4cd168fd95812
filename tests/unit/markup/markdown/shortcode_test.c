#include "markup/markdown/shortcode.h"

#include "fail_alloc.h"
#include "support.h"

static void keys_and_positions(void **state) {
  static const char text[] =
      " figure src=\"a b.png\" alt='x' width=3 7 \"two words\" / ";
  struct shortcode c;
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_true(shortcode_read(a, text, strlen(text), &c));
  assert_string_equal(c.name, "figure");
  assert_string_equal(shortcode_get(&c, "SRC"), "a b.png");
  assert_string_equal(shortcode_get(&c, "alt"), "x");
  assert_string_equal(shortcode_get(&c, "width"), "3");
  assert_null(shortcode_get(&c, "height"));
  assert_string_equal(shortcode_at(&c, 0), "7");
  assert_string_equal(shortcode_at(&c, 1), "two words");
  assert_null(shortcode_at(&c, 2));
  assert_string_equal(shortcode_first(&c, "alt"), "x");
  assert_string_equal(shortcode_first(&c, "height"), "7");
  assert_true(shortcode_read(a, "x", 1, &c));
  assert_string_equal(shortcode_first(&c, "height"), "");
  arena_free(a);
}

static void surplus_arguments_are_ignored(void **state) {
  struct buf b = {0};
  struct shortcode c;
  (void)state;
  buf_puts(&b, "x");
  for (int i = 0; i < SHORTCODE_ARGUMENTS + 5; i++)
    buf_printf(&b, " %d", i);
  struct arena *a = arena_new(1 << 16);
  assert_true(shortcode_read(a, buf_text(&b), b.len, &c));
  assert_int_equal(c.count, SHORTCODE_ARGUMENTS);
  assert_false(shortcode_read(a, "  ", 2, &c));
  assert_false(shortcode_read(a, "\"x\"", 3, &c));
  arena_free(a);
  buf_free(&b);
}

static void the_end_is_found_outside_quotes(void **state) {
  (void)state;
  assert_int_equal(shortcode_end("a >}} b", ">}}"), 2);
  assert_int_equal(shortcode_end("a \">}}\" >}}", ">}}"), 8);
  assert_int_equal(shortcode_end("a b", ">}}"), (size_t)-1);
  struct buf b = {0};
  for (int i = 0; i < SHORTCODE_TAG; i++)
    buf_putc(&b, 'x');
  buf_puts(&b, "]");
  assert_int_equal(shortcode_end(buf_text(&b), "]"), (size_t)-1);
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keys_and_positions),
      cmocka_unit_test(surplus_arguments_are_ignored),
      cmocka_unit_test(the_end_is_found_outside_quotes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
