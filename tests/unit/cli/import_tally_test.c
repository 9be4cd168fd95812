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
  import_tally_report(t, IMPORT_ERROR, "d.md", 2, "odd");
  import_tally_end(t);
}

static void run(void *context) {
  report_all(context);
}

static void repeated_messages_are_counted(void **state) {
  struct import_tally t = {0};
  (void)state;
  assert_string_equal(support_written(stdout, run, &t),
      "a.md: created\n1 created, 0 updated, 1 unchanged, 1 failed, 1 with errors\n");
  t = (struct import_tally){0};
  assert_string_equal(support_written(stderr, run, &t),
      "a.md:3: warning: \"x\" is ignored\nc.md:1: bad\n"
      "d.md:2: error: odd\n2 x warning: \"x\" is ignored (a.md:3, b.md:4)\n");
}

static void report_many(void *context) {
  struct import_tally *t = context;
  char name[20];
  progress_start(&t->progress, "files", 0, true);
  import_tally_report(t, IMPORT_FOUND, "", 2000, "");
  for (int i = 1; i <= 1646; i++) {
    snprintf(name, sizeof name, "%d.md", i);
    import_tally_report(t, IMPORT_WARNING, name, 1, "has no date");
    import_tally_report(t, IMPORT_CREATED, name, 0, "");
  }
  for (int i = 0; i <= IMPORT_TALLY_REASONS; i++) {
    snprintf(name, sizeof name, "odd %d", i);
    import_tally_report(t, IMPORT_WARNING, "x.md", 0, name);
  }
  import_tally_end(t);
}

static void report_two_errors(void *context) {
  struct import_tally *t = context;
  progress_start(&t->progress, "files", 0, true);
  import_tally_report(t, IMPORT_ERROR, "a.md", 2, "odd");
  import_tally_report(t, IMPORT_ERROR, "b.md", 2, "odd");
  import_tally_end(t);
}

static void repeated_errors_are_called_so(void **state) {
  struct import_tally t = {0};
  (void)state;
  assert_string_equal(support_written(stderr, report_two_errors, &t),
      "a.md:2: error: odd\n2 x error: odd (a.md:2, b.md:2)\n");
}

static void a_terminal_gets_no_line_per_file(void **state) {
  struct import_tally t = {.on_terminal = true};
  (void)state;
  assert_string_equal(support_written(stdout, report_many, &t),
      "1646 created, 0 updated, 0 unchanged, 0 failed\n");
  t = (struct import_tally){.on_terminal = true};
  const char *said = support_written(stderr, report_many, &t);
  assert_non_null(strstr(said, "1.md:1: warning: has no date\nx.md: warning: odd 0\n"));
  assert_non_null(
      strstr(said, "1646 x warning: has no date (1.md:1, 2.md:1, 3.md:1, ...)\n"));
  t = (struct import_tally){.on_terminal = true, .verbose = true};
  said = support_written(stdout, report_many, &t);
  assert_non_null(strstr(said, "1646.md: created\n"));
  t = (struct import_tally){.on_terminal = true, .verbose = true};
  said = support_written(stderr, report_many, &t);
  assert_non_null(strstr(said, "1646.md:1: warning: has no date\n"));
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
      "a.md:3: warning: \"x\" is ignored\nc.md:1: bad\nd.md:2: error: odd\n"
      "2 x warning: \"x\" is ignored (a.md:3, b.md:4)\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(repeated_messages_are_counted),
      cmocka_unit_test(repeated_errors_are_called_so),
      cmocka_unit_test(a_terminal_gets_no_line_per_file),
      cmocka_unit_test(events_are_lines_of_json),
      cmocka_unit_test(quiet_prints_only_errors_and_warnings)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
