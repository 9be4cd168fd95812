#include "site/core/settings_table.h"

#include "support.h"

static void every_row_is_complete(void **state) {
  const struct settings_row *row;
  size_t i = 0;
  (void)state;
  for (; (row = settings_table_row(i)) != NULL; i++) {
    if (row->effect == SETTINGS_UNSTATED)
      fail_msg("%s does not say what it changes", row->name);
    if (!*row->meaning || row->meaning[strlen(row->meaning) - 1] != '.')
      fail_msg("the meaning of %s is not a sentence", row->name);
    if ((row->kind == SETTINGS_TEXT_KIND) != (row->check != NULL))
      fail_msg("%s lacks a check", row->name);
    assert_ptr_equal(settings_table_find(row->section, row->name), row);
    assert_true(settings_table_has_section(row->section));
  }
  assert_int_equal(i, SETTINGS_ROWS);
}

static void every_default_passes_its_check(void **state) {
  struct settings_values values;
  const struct settings_row *row;
  char fault[240];
  (void)state;
  for (size_t i = 0; (row = settings_table_row(i)) != NULL; i++)
    if (!settings_table_set(&values, row, row->value, fault, sizeof fault))
      fail_msg("%s", fault);
}

static void a_refused_value_changes_nothing(void **state) {
  struct settings_values values = {.per_page = 3};
  const struct settings_row *row = settings_table_find("site", "per_page");
  static const char *const bad[] = {
      "", "0", "101", "-1", "7x", "seven", "99999999999999999999"};
  char fault[240];
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    assert_false(settings_table_set(&values, row, bad[i], fault, sizeof fault));
    assert_string_equal(fault, "per_page must be a whole number from 1 to 100");
  }
  assert_int_equal(values.per_page, 3);
  assert_true(settings_table_set(&values, row, "100", fault, sizeof fault));
  assert_int_equal(values.per_page, 100);
}

/* An alias that named another alias, or a setting that does not exist, would be read as
 * an unknown setting. */
static void aliases_lead_to_settings(void **state) {
  (void)state;
  const struct settings_alias *alias = settings_table_alias("pages", "store");
  assert_ptr_equal(alias, settings_table_alias(NULL, "store"));
  assert_non_null(settings_table_find(alias->section, alias->name));
  assert_string_equal(settings_table_alias_section("pages"), alias->section);
  assert_null(settings_table_find(alias->former_section, alias->former_name));
  alias = settings_table_alias("pages", "limit_mb");
  assert_string_equal(alias->name, "limit_mb");
  assert_true(settings_table_has_section("pages"));
  assert_null(settings_table_alias("pages", "folder"));
  assert_null(settings_table_alias("cache", "store"));
  assert_null(settings_table_alias_section("cache"));
}

static void settings_are_printed_by_effect(void **state) {
  struct settings_values values = {.time_zone = "UTC",
      .per_page = 10,
      .feed_items = 9,
      .page_size = 50,
      .comment_order = "oldest",
      .comment_translations = "separate",
      .title = "T",
      .tagline = "",
      .base_url = "b",
      .language = "en",
      .feed_content = "full"};
  struct buf b = {0};
  (void)state;
  settings_table_print(&b, &values, SETTINGS_LISTED);
  assert_string_equal(buf_text(&b),
      "time_zone=UTC\nper_page=10\nitems=9\n"
      "page_size=50\norder=oldest\ntranslations=separate\n");
  buf_clear(&b);
  settings_table_print(&b, &values, SETTINGS_SHOWN);
  assert_non_null(strstr(buf_text(&b), "title=T\n"));
  assert_null(strstr(buf_text(&b), "workers"));
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_row_is_complete),
      cmocka_unit_test(every_default_passes_its_check),
      cmocka_unit_test(a_refused_value_changes_nothing),
      cmocka_unit_test(aliases_lead_to_settings),
      cmocka_unit_test(settings_are_printed_by_effect)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
