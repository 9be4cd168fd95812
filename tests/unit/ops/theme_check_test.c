#include "ops/theme_check.h"

#include <sys/stat.h>

#include "support_site.h"

static char found[4000];

static enum err keep(void *context, const char *where, const char *finding) {
  (void)context;
  size_t n = strlen(found);
  snprintf(found + n, sizeof found - n, "%s: %s\n", where, finding);
  return OK;
}

static enum err check(struct blog *b, const char *name, char why[800]) {
  found[0] = why[0] = '\0';
  return theme_check(b->site->dir, name, keep, NULL, why, 800);
}

/* Creates themes/harbour/FOLDER/FILE. */
static void write_theme(
    struct blog *b, const char *folder, const char *file, const char *text) {
  char path[400];
  static const char *const parts[] = {"themes", "themes/harbour", NULL};
  for (size_t i = 0; parts[i]; i++) {
    snprintf(path, sizeof path, "%s/%s", b->site->dir, parts[i]);
    mkdir(path, 0755);
  }
  snprintf(path, sizeof path, "%s/themes/harbour/%s", b->site->dir, folder);
  mkdir(path, 0755);
  support_write(path, file, text);
}

static void built_in_themes_are_fine(void **state) {
  char why[800];
  assert_err(check(*state, "newspaper", why), OK);
  assert_string_equal(found, "");
  assert_err(check(*state, "plain", why), OK);
  assert_string_equal(found, "");
}

static void an_unknown_theme_is_an_error(void **state) {
  static const char *const names[] = {"harbour", "..", "", "a/b", "."};
  char why[800];
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    assert_err(check(*state, names[i], why), ERR_CONFIG);
    assert_non_null(strstr(why, "there is no theme"));
  }
}

static void mistakes_name_their_place(void **state) {
  struct blog *b = *state;
  char why[800];
  write_theme(b, "public", "theme.css", ":root{--accent:#dddddd}");
  write_theme(b, "templates", "kicker.html",
      "{{%AUTOESCAPE context=\"HTML\"}}\n<p style=\"x\">{{TITEL}}</p>\n");
  assert_err(check(b, "harbour", why), OK);
  assert_non_null(
      strstr(found, "themes/harbour/templates/kicker.html:2: nothing sets TITEL"));
  assert_non_null(strstr(found, "kicker.html:2: inline styles are blocked"));
  assert_non_null(strstr(found, "style sheet: --accent (#dddddd) on --paper"));
  assert_null(strstr(found, "templates: "));
  write_theme(
      b, "templates", "kicker.html", "{{%AUTOESCAPE context=\"HTML\"}}\n{{#TAG}}");
  assert_err(check(b, "harbour", why), OK);
  assert_non_null(strstr(found, "does not close the section TAG"));
}

static enum err refuse(void *context, const char *where, const char *finding) {
  (void)context, (void)where, (void)finding;
  return ERR_NOMEM;
}

static void an_error_of_the_report_is_returned(void **state) {
  struct blog *b = *state;
  char why[800] = "";
  write_theme(b, "templates", "kicker.html", "{{TITEL}}");
  assert_err(
      theme_check(b->site->dir, "harbour", refuse, NULL, why, sizeof why), ERR_NOMEM);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(built_in_themes_are_fine),
      support_site_test(an_unknown_theme_is_an_error),
      support_site_test(mistakes_name_their_place),
      support_site_test(an_error_of_the_report_is_returned),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
