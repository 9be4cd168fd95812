#include "http/status.h"

#include "support.h"

/* The errors that mean nothing to a reader. Any other error with status 500 is missing
 * in the table. */
static int is_ours(enum err e) {
  return e == ERR_DENIED || e == ERR_CONFIG || e == ERR_TEMPLATE || e == ERR_INTERNAL;
}

static void test_every_error_has_a_status(void **state) {
  (void)state;
  for (int e = OK; e < ERR_COUNT; e++)
    if ((status_of((enum err)e) == 500) != is_ours((enum err)e))
      fail_msg("%s is answered with %d", err_name((enum err)e), status_of((enum err)e));
}

static void test_every_status_has_a_reason(void **state) {
  static const int others[] = {200, 301, 303, 304};
  (void)state;
  for (int e = OK; e < ERR_COUNT; e++)
    assert_string_not_equal(status_reason(status_of((enum err)e)), "");
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    assert_string_not_equal(status_reason(others[i]), "");
  assert_string_equal(status_reason(299), "");
}

static void test_statuses(void **state) {
  (void)state;
  assert_int_equal(status_of(OK), 200);
  assert_int_equal(status_of(ERR_SYNTAX), 400);
  assert_int_equal(status_of(ERR_CROSS_SITE), 403);
  assert_int_equal(status_of(ERR_NOT_FOUND), 404);
  assert_int_equal(status_of(ERR_METHOD), 405);
  assert_int_equal(status_of(ERR_EXISTS), 409);
  assert_int_equal(status_of(ERR_GONE), 410);
  assert_int_equal(status_of(ERR_TOO_LARGE), 413);
  assert_int_equal(status_of(ERR_URI_TOO_LONG), 414);
  assert_int_equal(status_of(ERR_MEDIA_TYPE), 415);
  assert_int_equal(status_of(ERR_INVALID), 422);
  assert_int_equal(status_of(ERR_TOO_QUICK), 429);
  assert_int_equal(status_of(ERR_FULL), 503);
  assert_int_equal(status_of(ERR_COUNT), 500);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_error_has_a_status),
      cmocka_unit_test(test_every_status_has_a_reason),
      cmocka_unit_test(test_statuses)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
