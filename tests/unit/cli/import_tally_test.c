#include "cli/import_tally.h"

#include "support.h"

static void report_all(struct import_tally *t) {
  progress_start(&t->progress, "files", 0, true);
  import_tally_report(t, IMPORT_FOUND, "", 3, "");
  import_tally_report(t, IMPORT_CREATED, "a.md", 0, "");
  import_tally_report(t, IMPORT_UNCHANGED, "b.md", 0, "");
  import_tally_report(t, IMPORT_WARNING, "a.md", 3, "\"x\" is ignored");
  import_tally_report(t, IMPORT_WARNING, "b.md", 4, "\"x\" is ignored");
  import_tally_report(t, IMPORT_FAILED, "c.md", 1, "bad");
  import_tally_end(t);
}

static void run(void *context) {
  report_all(context);
}

static void reasons_and_counts_end_it(void **state) {
  struct import_tally t = {0};
  (void)state;
  assert_string_equal(support_written(stdout, run, &t),
      "a.md: created\n"
      "Skipped:\n  1 x bad (c.md:1)\n"
      "Not imported:\n  2 x \"x\" is ignored (first: a.md:3)\n"
      "1 created, 0 updated, 1 unchanged, 1 failed\n");
}

static void events_are_lines_of_json(void **state) {
  struct import_tally t = {.json = true};
  (void)state;
  const char *said = support_written(stdout, run, &t);
  assert_int_equal(strncmp(said, "{\"event\":\"found\",\"files\":3}\n", 28), 0);
  assert_non_null(strstr(said, "{\"event\":\"created\",\"file\":\"a.md\"}\n"));
  assert_non_null(strstr(said, "\"line\":3,\"message\":\"\\\"x\\\" is ignored\"}\n"));
  assert_non_null(strstr(said, "{\"event\":\"done\",\"dry_run\":false,\"created\":1,"));
}

static void quiet_prints_only_errors_and_warnings(void **state) {
  struct import_tally t = {.quiet = true};
  (void)state;
  assert_string_equal(support_written(stdout, run, &t), "");
  t = (struct import_tally){.quiet = true};
  assert_string_equal(support_written(stderr, run, &t),
      "a.md:3: warning: \"x\" is ignored\nb.md:4: warning: \"x\" is ignored\n"
      "c.md:1: bad\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reasons_and_counts_end_it),
      cmocka_unit_test(events_are_lines_of_json),
      cmocka_unit_test(quiet_prints_only_errors_and_warnings)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
