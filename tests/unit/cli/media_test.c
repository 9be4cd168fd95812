#include "cli/media.h"

#include <sys/stat.h>

#include "cli_support.h"

static void a_missing_program_is_named(void **state) {
  setenv("PAMPHLET_PICTURE", "", 1);
  cli_refused(*state, EX_UNAVAILABLE, "pamphlet-picture is not installed",
      CLI("media", "refresh"));
  unsetenv("PAMPHLET_PICTURE");
}

static void pictures_are_counted(void **state) {
  struct blog *b = *state;
  char path[600];
  snprintf(path, sizeof path, "%s/program", b->site->dir);
  support_write(
      b->site->dir, "program", "#!/bin/sh\nprintf '0\\t0\\t\\tis \"bad\"\\n'\n");
  assert_int_equal(chmod(path, 0755), 0);
  support_write(b->site->dir, "media/a.png", "one");
  setenv("PAMPHLET_PICTURE", path, 1);
  assert_string_equal(cli_said(b, stderr, 0, CLI("media", "refresh", "--quiet")),
      "pamphlet: media/a.png is \"bad\"\n");
  assert_string_equal(cli_said(b, stdout, 0, CLI("media", "refresh")),
      "1 picture: 0 new or changed, 1 defective\n");
  unsetenv("PAMPHLET_PICTURE");
}

int main(void) {
  const struct CMUnitTest tests[] = {support_site_test(a_missing_program_is_named),
      support_site_test(pictures_are_counted)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
