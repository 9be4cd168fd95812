#include "cli/comment_closing.h"

#include "cli_support.h"

static void posts_are_closed_and_opened(void **state) {
  struct blog *b = *state;
  struct article_input post = support_article_input("one");
  support_save(b, &post);
  assert_string_equal(cli_said(b, stdout, 0, CLI("comment", "close", "one")),
      "Closed the comments of post 1.\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("post", "get", "1", "--field=comments_open")), "no\n");
  cli_said(b, stdout, 0, CLI("comment", "close", "--all", "--message=Later."));
  assert_non_null(strstr(
      cli_said(b, stderr, 0, CLI("comment", "open", "1")), "the whole site is closed"));
  assert_non_null(
      strstr(cli_said(b, stdout, 0, CLI("comment", "open", "--all")), "stay closed"));
  cli_refused(b, EX_NOINPUT, "post 9", CLI("comment", "close", "9"));
}

static void unclear_commands_are_refused(void **state) {
  struct blog *b = *state;
  cli_refused(b, EX_USAGE, "which post", CLI("comment", "close"));
  cli_refused(b, EX_USAGE, "not both", CLI("comment", "open", "7", "--all"));
  cli_refused(
      b, EX_USAGE, "one line", CLI("comment", "close", "--all", "--message=a\nb"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(posts_are_closed_and_opened),
      support_site_test(unclear_commands_are_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
