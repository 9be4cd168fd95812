#include "cli/command/exit_code.h"

#include <sysexits.h>

#include "support.h"

/* EX_SOFTWARE is what a forgotten error would get: only a defect may have it. */
static void every_error_has_a_code(void **state) {
  (void)state;
  for (int e = OK; e < ERR_COUNT; e++) {
    int code = exit_code_of((enum err)e);
    if (e == OK)
      assert_int_equal(code, 0);
    else if (e == ERR_INTERNAL)
      assert_int_equal(code, EX_SOFTWARE);
    else if (code < EX__BASE || code > EX__MAX || code == EX_SOFTWARE)
      fail_msg("%s has no exit code of its own", err_name((enum err)e));
  }
}

static void scripts_can_tell_causes_apart(void **state) {
  (void)state;
  assert_int_equal(exit_code_of(ERR_NOT_FOUND), EX_NOINPUT);
  assert_int_equal(exit_code_of(ERR_INVALID), EX_DATAERR);
  assert_int_equal(exit_code_of(ERR_BUSY), EX_TEMPFAIL);
  assert_int_equal(exit_code_of(ERR_CONFIG), EX_CONFIG);
}

static void no_error_is_a_defect(void **state) {
  (void)state;
  assert_int_equal(exit_code_of(ERR_COUNT), EX_SOFTWARE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_error_has_a_code),
      cmocka_unit_test(scripts_can_tell_causes_apart),
      cmocka_unit_test(no_error_is_a_defect),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
