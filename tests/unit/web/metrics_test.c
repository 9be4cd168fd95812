#include "web/metrics.h"

#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "support.h"

static void without_memory_nothing_is_counted(void **state) {
  struct metrics_values v = {.counters = {7}};
  (void)state;
  metrics_add(METRIC_CACHE_HITS, 1);
  metrics_add_request(METRICS_PAGE, 200, 0);
  metrics_read(&v);
  assert_int_equal(v.counters[METRIC_CACHE_HITS], 0);
  assert_int_equal(v.requests[METRICS_PAGE].by_class[0], 0);
}

static uint64_t sum_of(const struct metrics_requests *r) {
  uint64_t sum = 0;
  for (int i = 0; i <= METRICS_BOUNDS; i++)
    sum += r->within[i];
  return sum;
}

static void requests_are_counted_by_route_class_and_time(void **state) {
  struct metrics_values v;
  (void)state;
  assert_err(metrics_open(), OK);
  metrics_add_request(METRICS_COMMENT, 303, clock_monotonic() - 70000);
  metrics_add_request(METRICS_COMMENT, 503, clock_monotonic() - 20000000);
  metrics_add_request(METRICS_COMMENT, 200, clock_monotonic() + 1000000);
  metrics_add_request(METRICS_PAGE, 999, clock_monotonic());
  metrics_read(&v);
  const struct metrics_requests *r = &v.requests[METRICS_COMMENT];
  assert_int_equal(r->by_class[0], 1);
  assert_int_equal(r->by_class[1], 1);
  assert_int_equal(r->by_class[2], 0);
  assert_int_equal(r->by_class[3], 1);
  assert_int_equal(r->within[0], 1);
  assert_int_equal(metrics_bounds[9], 100000);
  assert_int_equal(r->within[9], 1);
  assert_int_equal(r->within[METRICS_BOUNDS], 1);
  assert_int_equal(sum_of(r), 3);
  assert_in_range(r->microseconds, 20070000, 20170000);
  assert_int_equal(sum_of(&v.requests[METRICS_PAGE]), 0);
  metrics_close();
}

enum { CHILDREN = 4, EACH = 20000 };

/* None is lost, and those of a process that has ended stay. */
static void processes_count_together(void **state) {
  struct metrics_values v;
  int status;
  (void)state;
  assert_err(metrics_open(), OK);
  for (int i = 0; i < CHILDREN; i++)
    if (fork() == 0) {
      for (int n = 0; n < EACH; n++)
        metrics_add(METRIC_FORMS_QUEUED, 1);
      _exit(0);
    }
  while (wait(&status) > 0)
    continue;
  metrics_read(&v);
  assert_int_equal(v.counters[METRIC_FORMS_QUEUED], CHILDREN * EACH);
  metrics_close();
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_memory_nothing_is_counted),
      cmocka_unit_test(requests_are_counted_by_route_class_and_time),
      cmocka_unit_test(processes_count_together),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
