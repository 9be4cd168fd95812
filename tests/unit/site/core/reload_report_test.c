#include "site/core/reload_report.h"

#include <sys/stat.h>

#include "support.h"

static void reports_are_counted(void **state) {
  char path[300], *folder = support_folder();
  struct reload_reporter r = {.fd = -1};
  struct reload_report got;
  (void)state;
  snprintf(path, sizeof path, "%s/run", folder);
  assert_int_equal(mkdir(path, 0755), 0);
  assert_err(reload_report_read(folder, &got), ERR_NOT_FOUND);
  reload_report_write(&r, folder, NULL);
  assert_err(reload_report_read(folder, &got), OK);
  assert_int_equal(got.count, 0);
  assert_string_equal(got.fault, "");
  reload_report_write(&r, folder, "site.ini:3: per_page must be a number");
  assert_err(reload_report_read(folder, &got), OK);
  assert_int_equal(got.count, 1);
  assert_string_equal(got.fault, "site.ini:3: per_page must be a number");
  reload_report_write(&r, folder, NULL);
  assert_err(reload_report_read(folder, &got), OK);
  assert_int_equal(got.count, 2);
  assert_string_equal(got.fault, "");
  reload_report_close(&r, folder);
  assert_err(reload_report_read(folder, &got), ERR_NOT_FOUND);
  free(folder);
}

static void write_nowhere(void *context) {
  reload_report_write(context, "/no/such", NULL);
}

static void a_report_that_cannot_be_written_is_logged(void **state) {
  struct reload_reporter r = {.fd = -1};
  (void)state;
  assert_non_null(
      strstr(support_written(stderr, write_nowhere, &r), "event=reload.report"));
  reload_report_close(&r, "/no/such");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(reports_are_counted),
      cmocka_unit_test(a_report_that_cannot_be_written_is_logged)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
