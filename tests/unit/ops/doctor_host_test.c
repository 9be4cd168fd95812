#include "ops/doctor_host.h"

#include "base/clock.h"
#include "doctor_support.h"

static void a_slow_clock(void **state) {
  struct blog *b = *state;
  assert_null(strstr(found(b, doctor_host), "slow"));
  struct article_input d = support_article_input("later");
  int64_t id = support_save(b, &d);
  support_comment(b, id, 0, COMMENT_APPROVE);
  assert_null(strstr(found(b, doctor_host), "slow"));
  char *sql = arena_printf(b->arena,
      "UPDATE comment SET created_at = %lld RETURNING created_at",
      (long long)(clock_now() + 3600 * CLOCK_SECOND));
  assert_true(support_number(b, sql) > 0);
  assert_non_null(strstr(found(b, doctor_host), "error clock: the clock is slow"));
}

static void a_directory_that_does_not_exist(void **state) {
  struct blog *b = *state;
  const char *dir = b->site->dir;
  assert_non_null(strstr(found(b, doctor_host), " disk: "));
  b->site->dir = "/nowhere";
  assert_null(strstr(found(b, doctor_host), " disk: "));
  b->site->dir = dir;
}

static int tear_down(void **state) {
  (void)state;
  buf_free(&findings);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(a_slow_clock),
      support_site_test(a_directory_that_does_not_exist)};
  return cmocka_run_group_tests(tests, NULL, tear_down);
}
