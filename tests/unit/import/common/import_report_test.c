#include "import/common/import_report.h"

#include "support.h"

static struct buf seen;

static void keep(void *context, enum import_event event, const char *file, int line,
    const char *message) {
  (void)context;
  buf_printf(&seen, "%d %s:%d %s\n", (int)event, file, line, message);
}

static void events_name_the_item(void **state) {
  struct import_run run = {.report = keep};
  struct import_file file = {.path = "/a.xml"};
  struct import_work w = {.run = &run, .file = &file, .line = 7, .title = "Tide"};
  (void)state;
  buf_clear(&seen);
  import_report_event(&w, IMPORT_CREATED, 0, "");
  import_report_event(&w, IMPORT_WARNING, 9, "text");
  import_report_failure(&w, "/b.json", 0, "bad");
  assert_string_equal(
      buf_text(&seen), "0 /a.xml:7 Tide\n5 /a.xml:9 text\n4 /b.json:0 bad\n");
  assert_true(file.failed);
}

/* The second reading of a file repeats failures only. */
static void a_second_reading_is_silent(void **state) {
  struct import_run run = {.report = keep, .again = true};
  struct import_file file = {.path = NULL};
  struct import_work w = {.run = &run, .file = &file, .arena = arena_new(1 << 12)};
  (void)state;
  buf_clear(&seen);
  import_report_note(&w, 3, "%s", "note");
  import_report_note_file(&w, "/c", "other");
  import_report_notes(&w);
  import_report_event(&w, IMPORT_UPDATED, 0, "");
  assert_int_equal(seen.len, 0);
  run.again = false;
  import_report_notes(&w);
  assert_string_equal(buf_text(&seen), "5 -:3 note\n5 /c:0 other\n");
  arena_free(w.arena);
}

static void only_errors_of_the_database_end_a_run(void **state) {
  (void)state;
  assert_true(import_report_is_fatal(ERR_FULL) && import_report_is_fatal(ERR_BUSY));
  assert_false(import_report_is_fatal(ERR_INVALID) || import_report_is_fatal(OK));
  assert_non_null(strstr(import_report_reason(ERR_TOO_LARGE), "16 MiB"));
  assert_string_equal(import_report_reason(ERR_NOMEM), err_text(ERR_NOMEM));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(events_name_the_item),
      cmocka_unit_test(a_second_reading_is_silent),
      cmocka_unit_test(only_errors_of_the_database_end_a_run),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
