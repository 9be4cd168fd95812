#include "site/core/theme.h"

#include <sys/stat.h>

#include "support.h"

static void names_lead_nowhere_else(void **state) {
  static const char *const wrong[] = {"", ".", "..", "a/b", "a.b", "a b", "\xc3\xa9",
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
  (void)state;
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_false(theme_is_name(wrong[i]));
  assert_true(theme_is_name("harbour-2_B"));
}

static void a_folder_is_a_theme(void **state) {
  char *dir = support_folder(), path[300], why[300] = "";
  struct theme_files files;
  (void)state;
  assert_err(theme_find(dir, "harbour", true, &files, why, sizeof why), ERR_CONFIG);
  assert_non_null(strstr(why, "there is no theme \"harbour\""));
  snprintf(path, sizeof path, "%s/themes", dir);
  assert_int_equal(mkdir(path, 0755), 0);
  /* A file is no folder. */
  support_write(path, "other", "");
  assert_err(theme_find(dir, "other", true, &files, why, sizeof why), ERR_CONFIG);
  snprintf(path, sizeof path, "%s/themes/harbour", dir);
  assert_int_equal(mkdir(path, 0755), 0);
  assert_err(theme_find(dir, "harbour", true, &files, why, sizeof why), OK);
  assert_non_null(strstr(files.templates.folders[0], "/templates"));
  assert_non_null(strstr(files.templates.folders[1], "/themes/harbour/templates"));
  assert_non_null(strstr(files.public_files.folders[1], "/themes/harbour/public"));
  assert_null(files.templates.variant);
  free(dir);
}

static void built_in_themes_need_no_folder(void **state) {
  struct theme_files files;
  char why[300] = "";
  (void)state;
  assert_err(theme_find("/nonexistent", "plain", false, &files, why, sizeof why), OK);
  assert_null(files.public_files.folders[0]);
  assert_null(files.public_files.folders[1]);
  assert_non_null(overlay_embedded(files.public_files.variant, "theme.css"));
  assert_err(
      theme_find("/nonexistent", "newspaper", false, &files, why, sizeof why), OK);
  assert_null(files.public_files.variant);
  assert_string_equal(theme_built_in(0)->name, "newspaper");
  assert_null(theme_built_in(2));
  assert_null(theme_find_built_in("harbour"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_lead_nowhere_else),
      cmocka_unit_test(a_folder_is_a_theme),
      cmocka_unit_test(built_in_themes_need_no_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
