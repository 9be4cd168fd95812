#include "base/err.h"

#include <errno.h>

#include "support.h"

static void a_full_quota_is_a_full_disk(void **state) {
  (void)state;
  assert_int_equal(err_of_errno(ENOSPC), ERR_FULL);
  assert_int_equal(err_of_errno(EDQUOT), ERR_FULL);
  assert_int_equal(err_of_errno_in_site(EDQUOT), ERR_FULL);
  assert_int_equal(err_of_errno(ENOMEM), ERR_NOMEM);
  assert_int_equal(err_of_errno(EROFS), ERR_READ_ONLY);
  assert_int_equal(err_of_errno(EIO), ERR_IO);
}

static void permission_errors_depend_on_the_file(void **state) {
  (void)state;
  assert_int_equal(err_of_errno(EACCES), ERR_IO);
  assert_int_equal(err_of_errno_in_site(EACCES), ERR_OWNER);
  assert_int_equal(err_of_errno_in_site(EPERM), ERR_OWNER);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_full_quota_is_a_full_disk),
      cmocka_unit_test(permission_errors_depend_on_the_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
