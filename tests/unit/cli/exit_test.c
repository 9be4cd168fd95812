#include "support.h"

#include "cli/exit.h"
#include "http/status.h"

/* Every error has an exit code and a status, and only OK is a success. */
static void test_complete(void **state) {
  (void)state;
  assert_int_equal(exit_of(OK), 0);
  assert_int_equal(status_of(OK), 200);
  for (int e = OK + 1; e < ERR_COUNT; e++) {
    assert_in_range(exit_of((enum err)e), 64, 78);
    assert_in_range(status_of((enum err)e), 400, 599);
    assert_true(*status_reason(status_of((enum err)e)) != '\0');
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_complete)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
