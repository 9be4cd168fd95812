#include "site/core/permalink.h"

#include "support_site.h"

static void patterns_are_checked(void **state) {
  static const char *const valid[] = {
      "/:slug/", "/:year/:month/:slug/", "/blog/:slug/"};
  static const char *const invalid[] = {"", ":slug/", "/:slug", "/:year/", "/:slug/x/",
      "/:slug/:slug/", "/page/:slug/", "/:hour/:slug/", "//:slug/", "/Blog/:slug/"};
  (void)state;
  for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++)
    assert_null(permalink_fault(valid[i]));
  for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++)
    if (!permalink_fault(invalid[i]))
      fail_msg("%s is accepted", invalid[i]);
}

static void tokens_are_replaced(void **state) {
  struct blog *b = *state;
  assert_string_equal(
      permalink_make(b->arena, "/a/:year/:month/:day/:slug/", SUPPORT_DATE, "low-tide"),
      "/a/2026/01/01/low-tide/");
}

static void paths_have_one_normal_form(void **state) {
  static const char *const cases[][2] = {{"", "/"}, {"/", "/"}, {"//a///B", "/a/b/"},
      {"a", "/a/"}, {"/\xc3\x84/", "/\xc3\xa4/"}, {"/A\xcc\x88/", "/\xc3\xa4/"}};
  struct blog *b = *state;
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    assert_string_equal(permalink_normalise(b->arena, cases[i][0]), cases[i][1]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(patterns_are_checked),
      support_site_test(tokens_are_replaced),
      support_site_test(paths_have_one_normal_form),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
