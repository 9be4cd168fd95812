#include "ops/doctor_backup.h"

#include "base/clock.h"
#include "doctor_support.h"
#include "site/core/backup_record.h"

/* What is said of a backup that is `days` old; -1: there is none. */
static const char *told(struct blog *b, int days, int64_t limit) {
  struct doctor d = {.dir = b->site->dir,
      .report = note,
      .arena = b->arena,
      .settings = b->site->settings,
      .has_settings = true};
  struct backup_record r = {
      .at = clock_now() - days * CLOCK_DAY - CLOCK_SECOND, .file = "/b/a.tar.zst"};
  d.settings.backup_days = limit;
  if (days >= 0)
    assert_err(backup_record_write(b->site->dir, &r), OK);
  buf_clear(&findings);
  doctor_backup(&d);
  return buf_text(&findings);
}

static void an_old_backup_is_a_warning(void **state) {
  struct blog *b = *state;
  assert_non_null(strstr(told(b, -1, 7), "ok backup: \"pamphlet backup\" has not"));
  assert_non_null(strstr(told(b, 6, 7), "ok backup: the last one was verified 20"));
  const char *text = told(b, 7, 7);
  assert_non_null(
      strstr(text, "warning backup: the last one is 7 days old: /b/a.tar.zst |"));
  assert_non_null(strstr(text, "pamphlet-backup@.timer"));
  assert_string_equal(told(b, 100, 0), "");
}

static void without_settings_nothing_is_said(void **state) {
  assert_string_equal(found(*state, doctor_backup), "");
}

static int tear_down(void **state) {
  (void)state;
  buf_free(&findings);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(an_old_backup_is_a_warning),
      support_site_test(without_settings_nothing_is_said)};
  return cmocka_run_group_tests(tests, NULL, tear_down);
}
