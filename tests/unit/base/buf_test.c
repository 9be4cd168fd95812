#include "base/buf.h"

#include <sys/resource.h>

#include "support.h"

static void past_its_most_is_too_large(void **state) {
  struct buf b = {.most = 4};
  (void)state;
  buf_puts(&b, "abc");
  assert_int_equal(buf_status(&b), OK);
  buf_puts(&b, "d");
  assert_int_equal(buf_status(&b), ERR_TOO_LARGE);
  assert_string_equal(buf_text(&b), "abc");
  buf_clear(&b);
  assert_int_equal(buf_status(&b), OK);
  buf_free(&b);
}

/* A client is not to be told that its text was too large. */
static void out_of_memory_is_said_of_a_bounded_one_too(void **state) {
  enum { LARGE = 64 << 20 };
  static const char text[LARGE];
  struct rlimit old, none = {.rlim_cur = 1 << 20};
  struct buf b = {.most = 2 * LARGE};
  (void)state;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  skip(); /* they end the program there */
#endif
  assert_int_equal(getrlimit(RLIMIT_AS, &old), 0);
  none.rlim_max = old.rlim_max;
  assert_int_equal(setrlimit(RLIMIT_AS, &none), 0);
  buf_add(&b, text, sizeof text);
  assert_int_equal(setrlimit(RLIMIT_AS, &old), 0);
  assert_int_equal(buf_status(&b), ERR_NOMEM);
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(past_its_most_is_too_large),
      cmocka_unit_test(out_of_memory_is_said_of_a_bounded_one_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
