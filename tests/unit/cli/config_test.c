#include "cli/config.h"

#include "cli_support.h"

static void a_value_is_set_and_read(void **state) {
  struct blog *b = *state;
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("config", "get", "title")), "Harbour Notes\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("config", "set", "site.title", "Boats # 1")),
      "title is now: Boats # 1\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("config", "get", "site.title")), "Boats # 1\n");
  assert_non_null(strstr(cli_said(b, stdout, 0, CLI("config", "list", "--format=csv")),
      "\r\nsite.title,Boats # 1\r\n"));
}

static void unknown_settings_are_refused(void **state) {
  struct blog *b = *state;
  cli_refused(
      b, EX_USAGE, "unknown setting \"colour\"", CLI("config", "get", "colour"));
  cli_refused(b, EX_USAGE, "unknown setting \"cache.title\"",
      CLI("config", "set", "cache.title", "x"));
  cli_refused(b, EX_USAGE, "unknown format", CLI("config", "list", "--format=ids"));
}

static void a_bad_value_changes_nothing(void **state) {
  struct blog *b = *state;
  cli_refused(b, EX_CONFIG, "per_page", CLI("config", "set", "per_page", "none"));
  cli_refused(b, EX_CONFIG, "base_url", CLI("config", "set", "base_url", "ftp://x"));
  assert_string_equal(cli_said(b, stdout, 0, CLI("config", "get", "base_url")),
      "https://example.org\n");
}

static void a_missing_site_is_reported(void **state) {
  struct blog *b = *state;
  char file[600];
  snprintf(file, sizeof file, "%s/site.ini", b->site->dir);
  assert_int_equal(remove(file), 0);
  cli_said(b, stderr, EX_NOINPUT, CLI("config", "list"));
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  cli_survives_failing_memory(b, 0, CLI("config", "list"));
  cli_survives_failing_memory(b, 0, CLI("config", "list", "--format=json"));
  cli_survives_failing_memory(b, 0, CLI("config", "get", "title"));
  cli_survives_failing_memory(b, 0, CLI("config", "set", "title", "Boats"));
  assert_string_equal(cli_said(b, stdout, 0, CLI("config", "get", "title")), "Boats\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_value_is_set_and_read),
      support_site_test(unknown_settings_are_refused),
      support_site_test(a_bad_value_changes_nothing),
      support_site_test(a_missing_site_is_reported),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
