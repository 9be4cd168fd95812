#include "markup/frontmatter/parse_problem.h"

#include "support.h"

static void a_problem_is_an_invalid_value(void **state) {
  struct parse_problem p = {0};
  (void)state;
  assert_err(parse_problem_set(&p, 7, "\"%s\" is %d", "x", 3), ERR_INVALID);
  assert_int_equal(p.line, 7);
  assert_string_equal(p.message, "\"x\" is 3");
}

static void a_long_message_is_cut(void **state) {
  static char text[1000];
  struct parse_problem p;
  (void)state;
  memset(text, 'a', sizeof text - 1);
  assert_err(parse_problem_set(&p, 0, "%s", text), ERR_INVALID);
  assert_int_equal(strlen(p.message), sizeof p.message - 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_problem_is_an_invalid_value),
      cmocka_unit_test(a_long_message_is_cut),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
