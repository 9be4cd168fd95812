#include "cli/import_watch_log.h"

#include "support.h"

static struct import_watch_log l;

#define REPORT(...) import_watch_log_report(&l, __VA_ARGS__)

static void faults_once(void *context) {
  (void)context;
  REPORT(IMPORT_FAILED, "/a.md", 3, "bad");
  REPORT(IMPORT_WARNING, "/a.md", 0, "odd");
  import_watch_log_end(&l);
  /* The same again, and another one. */
  REPORT(IMPORT_FAILED, "/a.md", 3, "bad");
  import_watch_log_end(&l);
  REPORT(IMPORT_FAILED, "/a.md", 4, "bad");
  import_watch_log_end(&l);
}

static void a_fault_is_printed_once(void **state) {
  (void)state;
  l = (struct import_watch_log){0};
  assert_string_equal(support_written(stderr, faults_once, NULL),
      /* The file is gone, or has another fault. */
      "/a.md:3: bad\n/a.md: warning: odd\n/a.md:4: bad\n");
  import_watch_log_free(&l);
}

static void fix(void *context) {
  REPORT(IMPORT_FAILED, context, 3, "bad");
  import_watch_log_end(&l);
  REPORT(IMPORT_FAILED, context, 4, "bad");
  import_watch_log_end(&l);
  REPORT(IMPORT_UPDATED, context, 0, "");
  import_watch_log_end(&l);
  REPORT(IMPORT_UPDATED, context, 0, "");
  import_watch_log_end(&l);
}

static void a_fixed_file_is_named_once(void **state) {
  char want[1200], *folder = support_folder();
  (void)state;
  support_write(folder, "a.md", "x");
  char name[300];
  snprintf(name, sizeof name, "%s/a.md", folder);
  l = (struct import_watch_log){0};
  snprintf(want, sizeof want, "%s:3: bad\n%s:4: bad\n%s: has no errors any more\n",
      name, name, name);
  assert_string_equal(support_written(stderr, fix, name), want);
  assert_int_equal(l.count, 0);
  snprintf(want, sizeof want, "%s: updated\n%s: updated\n", name, name);
  assert_string_equal(support_written_only(stdout, fix, name), want);
  import_watch_log_free(&l);
  free(folder);
}

static void silently(void *context) {
  (void)context;
  l.is_silent = true;
  REPORT(IMPORT_FAILED, "/a.md", 3, "bad");
  REPORT(IMPORT_NOTE, "", 0, "note");
  import_watch_log_end(&l);
  l.is_silent = false;
  /* The file does not exist in the next round. */
  import_watch_log_end(&l);
}

static void what_others_print_is_noted(void **state) {
  (void)state;
  l = (struct import_watch_log){0};
  assert_string_equal(
      support_written(stderr, silently, NULL), "/a.md: has no errors any more\n");
  import_watch_log_free(&l);
}

static void as_json(void *context) {
  l.json = true;
  fix(context);
}

static void events_for_programs(void **state) {
  char *folder = support_folder(), name[300];
  (void)state;
  support_write(folder, "a.md", "x");
  snprintf(name, sizeof name, "%s/a.md", folder);
  l = (struct import_watch_log){0};
  const char *text = support_written(stdout, as_json, name);
  assert_non_null(strstr(text, "{\"event\":\"failed\",\"file\":\""));
  assert_non_null(strstr(text, "a.md\",\"line\":3,\"message\":\"bad\"}\n"));
  assert_non_null(strstr(text, "{\"event\":\"fixed\",\"file\":\""));
  import_watch_log_free(&l);
  free(folder);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(a_fault_is_printed_once),
      cmocka_unit_test(a_fixed_file_is_named_once),
      cmocka_unit_test(what_others_print_is_noted),
      cmocka_unit_test(events_for_programs)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
