/* tests/e2e/test_metrics.py reads the whole text with a parser. */
#include "web/metrics_text.h"

#include "support.h"

static char *text_of(const struct metrics_values *v, const struct site_numbers *n) {
  struct buf b = {0};
  metrics_text(v, n, 2, &b);
  assert_err(buf_status(&b), OK);
  return support_take(&b);
}

static void has(const char *text, const char *line) {
  const char *found = strstr(text, line);
  if (!found || (found > text && found[-1] != '\n') || found[strlen(line)] != '\n')
    fail_msg("no line \"%s\"", line);
}

static void a_histogram_is_cumulative(void **state) {
  struct metrics_values v = {.counters = {0}};
  struct site_numbers n = {.readable = true};
  (void)state;
  v.requests[METRICS_PAGE] = (struct metrics_requests){
      .by_class = {3, 0, 1, 0}, .within = {1, 2}, .microseconds = 1000023};
  v.requests[METRICS_PAGE].within[METRICS_BOUNDS] = 1;
  char *text = text_of(&v, &n);
  has(text, "# TYPE pamphlet_request_duration_seconds histogram");
  has(text, "pamphlet_requests_total{route=\"page\",status=\"2xx\"} 3");
  has(text, "pamphlet_requests_total{route=\"page\",status=\"4xx\"} 1");
  has(text, "pamphlet_request_duration_seconds_bucket{route=\"page\",le=\"0.0001\"} 1");
  has(text,
      "pamphlet_request_duration_seconds_bucket{route=\"page\",le=\"0.00025\"} 3");
  has(text, "pamphlet_request_duration_seconds_bucket{route=\"page\",le=\"10\"} 3");
  has(text, "pamphlet_request_duration_seconds_bucket{route=\"page\",le=\"+Inf\"} 4");
  has(text, "pamphlet_request_duration_seconds_sum{route=\"page\"} 1.000023");
  has(text, "pamphlet_request_duration_seconds_count{route=\"page\"} 4");
  free(text);
}

static void what_is_unknown_is_left_out(void **state) {
  struct metrics_values v = {.counters = {0}};
  struct site_numbers n = {
      .database_bytes = 4096, .wal_bytes = -1, .free_bytes = -1, .readable = false};
  (void)state;
  char *text = text_of(&v, &n);
  has(text, "pamphlet_database_up 0");
  has(text, "pamphlet_database_bytes 4096");
  assert_null(strstr(text, "wal_bytes"));
  assert_null(strstr(text, "pamphlet_mails"));
  assert_null(strstr(text, "page_cache_bytes"));
  free(text);
}

static void counters_and_queues_have_their_labels(void **state) {
  struct metrics_values v = {.counters = {0}};
  struct site_numbers n = {.readable = true,
      .comments = {5, 6, 7},
      .mails = {1},
      .has_cache = true,
      .cache_limit = 1 << 20};
  (void)state;
  v.counters[METRIC_FORMS_QUEUED] = 9;
  v.counters[METRIC_FORMS_TAKEN] = 7;
  v.counters[METRIC_COMMENTS_HELD] = 4;
  char *text = text_of(&v, &n);
  has(text, "pamphlet_forms_waiting 2");
  has(text, "pamphlet_comments_received_total{verdict=\"hold\"} 4");
  has(text, "pamphlet_comments{status=\"hold\"} 5");
  has(text, "pamphlet_comments{status=\"trash\"} 7");
  has(text, "pamphlet_mails{state=\"queued\"} 1");
  has(text, "pamphlet_page_cache_limit_bytes 1048576");
  has(text, "pamphlet_workers 2");
  assert_null(strstr(text, "machine"));
  free(text);
  n.has_machines = true;
  n.machine_waits = 3;
  n.machine_waited = 1250000;
  text = text_of(&v, &n);
  has(text, "pamphlet_machine_waits_total 3");
  has(text, "pamphlet_machine_wait_seconds_total 1.250000");
  has(text, "pamphlet_machines_expired_total 0");
  free(text);
  /* One worker has counted what it took before another has counted that it is there. */
  v.counters[METRIC_FORMS_TAKEN] = 10;
  text = text_of(&v, &n);
  has(text, "pamphlet_forms_waiting 0");
  free(text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_histogram_is_cumulative),
      cmocka_unit_test(what_is_unknown_is_left_out),
      cmocka_unit_test(counters_and_queues_have_their_labels),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
