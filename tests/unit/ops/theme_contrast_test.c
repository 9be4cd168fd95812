#include "ops/theme_contrast.h"

#include "support.h"

static char found[2000];

static enum err keep(void *context, const char *finding) {
  (void)context;
  size_t n = strlen(found);
  snprintf(found + n, sizeof found - n, "%s\n", finding);
  return OK;
}

static const char *findings(const char *css) {
  found[0] = '\0';
  assert_err(theme_contrast(css, keep, NULL), OK);
  return found;
}

static void pale_text_is_found(void **state) {
  (void)state;
  assert_string_equal(findings(":root{--paper:#fff;--ink:#767676}"), "");
  assert_non_null(strstr(findings(":root { --paper: #ffffff; --ink: #777777; }"),
      "--ink (#777777) on --paper (#ffffff) by day: the contrast is 4.47, and"));
  assert_string_equal(findings(":root{--paper:#fff;--ink:var(--x)}"), "");
  assert_string_equal(findings("/* :root{--paper:#fff;--ink:#fff} */"), "");
}

static void the_dark_scheme_inherits(void **state) {
  const char *css =
      ":root { --paper: #fff; --ink: #000; }\n"
      "@media (prefers-color-scheme: dark) { :root { --paper: #111; } }\n";
  (void)state;
  findings(css);
  assert_null(strstr(found, "by day"));
  assert_non_null(strstr(found, "--ink (#000000) on --paper (#111111) in the dark"));
}

static void later_rules_count_and_paper_does_not(void **state) {
  (void)state;
  assert_string_equal(findings(":root{--paper:#fff;--ink:#eee}\n:root{--ink:#111}"
                               "@media print{:root{--ink:#fff}}"),
      "");
}

static enum err refuse(void *context, const char *finding) {
  (void)context, (void)finding;
  return ERR_NOMEM;
}

static void an_error_ends_the_check(void **state) {
  (void)state;
  assert_err(theme_contrast(":root{--paper:#fff;--ink:#fff}", refuse, NULL), ERR_NOMEM);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pale_text_is_found),
      cmocka_unit_test(the_dark_scheme_inherits),
      cmocka_unit_test(later_rules_count_and_paper_does_not),
      cmocka_unit_test(an_error_ends_the_check),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
