#include "base/err.h"

#include <errno.h>

#include "support.h"

static void a_full_disk_and_a_full_quota_are_one(void **state) {
  (void)state;
  assert_int_equal(err_of_errno(ENOSPC), ERR_FULL);
  assert_int_equal(err_of_errno(EDQUOT), ERR_FULL);
  assert_int_equal(err_of_errno_in_site(EDQUOT), ERR_FULL);
  assert_int_equal(err_of_errno(ENOMEM), ERR_NOMEM);
  assert_int_equal(err_of_errno(EIO), ERR_IO);
}

static void only_what_is_the_sites_has_an_owner_to_ask(void **state) {
  (void)state;
  assert_int_equal(err_of_errno(EACCES), ERR_IO);
  assert_int_equal(err_of_errno_in_site(EACCES), ERR_OWNER);
  assert_int_equal(err_of_errno_in_site(EPERM), ERR_OWNER);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_full_disk_and_a_full_quota_are_one),
      cmocka_unit_test(only_what_is_the_sites_has_an_owner_to_ask),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
