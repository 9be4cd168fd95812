#include "ops/doctor_programs.h"

#include "doctor_support.h"

static void what_is_missing_is_named(void **state) {
  struct blog *b = *state;
  assert_int_equal(setenv("PAMPHLET_TOOLS", "/nonexistent", 1), 0);
  assert_int_equal(setenv("PAMPHLET_PICTURE", "/nonexistent", 1), 0);
  const char *said = found(b, doctor_programs);
  assert_non_null(strstr(said, "note programs: "));
  assert_non_null(strstr(said, "python3-pygments"));
  assert_non_null(strstr(said, "katex"));
  assert_non_null(strstr(said, "graphviz"));
  assert_null(strstr(said, "are drawn"));
  unsetenv("PAMPHLET_TOOLS");
  unsetenv("PAMPHLET_PICTURE");
}

static void what_is_there_is_tried(void **state) {
  const char *said = found(*state, doctor_programs);
  /* Some may be missing on this machine, but each kind is answered for. */
  assert_true(strstr(said, "ok programs: code, formulas and diagrams are drawn") ||
              strstr(said, "note programs: "));
  assert_non_null(strstr(said, " pictures: "));
}

static int tear_down(void **state) {
  (void)state;
  buf_free(&findings);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(what_is_missing_is_named),
      support_site_test(what_is_there_is_tried)};
  return cmocka_run_group_tests(tests, NULL, tear_down);
}
