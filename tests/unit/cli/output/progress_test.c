#include "cli/output/progress.h"

#include "base/clock.h"
#include "support.h"

static const char *told(support_act *show) {
  return support_written(stderr, show, NULL);
}

/* As if it had begun that many seconds ago. */
static void begin(struct progress *p, int64_t total, bool quiet, int seconds) {
  progress_start(p, "files", total, quiet);
  p->started -= seconds * CLOCK_SECOND;
  p->shown -= seconds * CLOCK_SECOND;
}

static void known_total(void *context) {
  (void)context;
  struct progress p;
  begin(&p, 0, false, 10);
  progress_expect(&p, 1000);
  p.done = 99;
  progress_step(&p);
  progress_step(&p);
  progress_end(&p);
}

static void unknown_total(void *context) {
  (void)context;
  struct progress p;
  begin(&p, 0, false, 10);
  p.done = 99;
  progress_step(&p);
}

static void too_small_total(void *context) {
  (void)context;
  struct progress p;
  begin(&p, 50, false, 10);
  p.done = 99;
  progress_step(&p);
}

static void slow(void *context) {
  (void)context;
  struct progress p;
  begin(&p, 1010000, false, 10);
  p.done = 999;
  progress_step(&p);
}

static void nothing(void *context) {
  (void)context;
  struct progress p;
  begin(&p, 1000, true, 10);
  progress_step(&p);
  begin(&p, 1000, false, 1);
  progress_step(&p);
  progress_clear(&p);
  progress_end(&p);
}

/* One line, and the next only some seconds later. */
static void a_line_every_few_seconds(void **state) {
  (void)state;
  assert_string_equal(told(known_total), "100 of 1000 files, 10 a second, 90 s left\n");
  assert_string_equal(
      told(slow), "1000 of 1010000 files, 100 a second, 168 min left\n");
}

static void no_guess_without_a_total(void **state) {
  (void)state;
  assert_string_equal(told(unknown_total), "100 files, 10 a second\n");
  assert_string_equal(told(too_small_total), "100 files, 10 a second\n");
}

static void quiet_and_quick_work_say_nothing(void **state) {
  (void)state;
  assert_string_equal(told(nothing), "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_line_every_few_seconds),
      cmocka_unit_test(no_guess_without_a_total),
      cmocka_unit_test(quiet_and_quick_work_say_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
