#include "cli/output/print_cell.h"

#include "fail_alloc.h"
#include "support.h"

static void assert_cell(json_t *value, const char *want) {
  struct buf b = {0};
  print_cell(&b, value);
  assert_string_equal(buf_text(&b), want);
  buf_free(&b);
  json_decref(value);
}

static void values_become_one_line(void **state) {
  (void)state;
  assert_cell(json_string("a"), "a");
  assert_cell(json_integer(-7), "-7");
  assert_cell(json_true(), "yes");
  assert_cell(json_false(), "no");
  assert_cell(json_null(), "");
  assert_cell(json_pack("[s, s]", "a", "b"), "a, b");
}

static void control_characters_are_shown(void **state) {
  struct buf b = {0};
  (void)state;
  json_t *value = json_string("a\x1b[31m\nb");
  print_cell(&b, value);
  assert_null(strpbrk(buf_text(&b), "\x1b\n"));
  json_decref(value);
  buf_clear(&b);
  print_cell_lines(&b, "a\tb\nc\x1b");
  assert_int_equal(strncmp(buf_text(&b), "a\tb\nc", 5), 0);
  assert_null(strchr(buf_text(&b), '\x1b'));
  buf_free(&b);
}

static enum err put_cells(void *context) {
  struct buf b = {0};
  print_cell(&b, context);
  print_cell_lines(&b, "a\tb\nc\x1b");
  enum err e = buf_status(&b);
  buf_free(&b);
  return e;
}

static void a_failed_allocation_is_left_in_the_buffer(void **state) {
  (void)state;
  json_t *value = json_pack("[s, i, s]", "a\x1b", 7, "b");
  fail_alloc_each(put_cells, value);
  json_decref(value);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(values_become_one_line),
      cmocka_unit_test(control_characters_are_shown),
      cmocka_unit_test(a_failed_allocation_is_left_in_the_buffer)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
