#include "cli/redirect.h"

#include "cli_support.h"

static void redirects_are_added_listed_and_removed(void **state) {
  struct blog *b = *state;
  assert_string_equal(cli_said(b, stdout, 0, CLI("redirect", "add", "/old", "/new/")),
      "Added the redirect from /old to /new/.\n");
  assert_string_equal(cli_said(b, stdout, 0, CLI("redirect", "add", "/old/", "/x/")),
      "Changed the redirect from /old/ to /x/.\n");
  assert_string_equal(cli_said(b, stdout, 0, CLI("redirect", "list", "--format=csv")),
      "from,to\r\n/old/,/x/\r\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("redirect", "list", "--format=ids")), "/old/\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("redirect", "list", "--format=count")), "1\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("redirect", "list", "--field=to")), "/x/\n");
  assert_string_equal(cli_said(b, stdout, 0, CLI("redirect", "remove", "/OLD")),
      "Removed the redirect from /OLD.\n");
  cli_refused(
      b, EX_NOINPUT, "no redirect from \"/old\"", CLI("redirect", "remove", "/old"));
}

static void a_bad_redirect_is_refused(void **state) {
  struct blog *b = *state;
  cli_refused(b, EX_DATAERR, "the home page", CLI("redirect", "add", "/", "/x/"));
  cli_refused(
      b, EX_USAGE, "unexpected argument", CLI("redirect", "add", "/", "/x/", "/y/"));
  cli_refused(b, EX_DATAERR, "does not exist",
      CLI("redirect", "import", "/nonexistent/redirects.txt"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(redirects_are_added_listed_and_removed),
      support_site_test(a_bad_redirect_is_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
