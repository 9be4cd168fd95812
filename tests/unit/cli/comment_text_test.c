#include "cli/comment_text.h"

#include "cli/command/exit_code.h"
#include "cli_support.h"

static void add_comment(struct blog *b, enum comment_status status) {
  struct article_input post = support_article_input("one");
  support_comment(b, support_save(b, &post), 0, status);
}

/* Lets sed stand for the editor. */
static void use_editor(const char *script) {
  char command[300];
  snprintf(command, sizeof command, "sed -i -e '%s'", script);
  setenv("VISUAL", command, 1);
}

static void a_reply_is_added(void **state) {
  struct blog *b = *state;
  add_comment(b, COMMENT_APPROVE);
  assert_string_equal(cli_said(b, stdout, 0, CLI("comment", "reply", "1", "Thank you")),
      "Added comment 2.\n");
  /* The commented text below the scissors is not part of the reply. */
  use_editor("1i# Me too");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "reply", "1", "--porcelain")), "3\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "get", "3", "--field=content")),
      "# Me too\n");
  use_editor("1d");
  cli_refused(b, EX_DATAERR, "nothing was changed", CLI("comment", "reply", "1"));
  cli_refused(b, EX_CANTCREAT, "has this reply already",
      CLI("comment", "reply", "1", "Thank you\n"));
  cli_refused(
      b, EX_USAGE, "unexpected argument", CLI("comment", "reply", "1", "Thank", "you"));
  cli_refused(b, EX_NOINPUT, "not found", CLI("comment", "reply", "9", "Hello"));
}

static void spam_is_not_answered(void **state) {
  struct blog *b = *state;
  add_comment(b, COMMENT_SPAM);
  cli_refused(b, exit_code_of(ERR_GONE), "comment unspam",
      CLI("comment", "reply", "1", "Hello"));
}

static void a_comment_is_edited(void **state) {
  struct blog *b = *state;
  add_comment(b, COMMENT_APPROVE);
  use_editor("");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "edit", "1")), "Nothing was changed.\n");
  use_editor("s/Words/Other words/");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "edit", "1")), "Updated comment 1.\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "get", "1", "--field=content")),
      "Other words.\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "edit", "1", "--author=Eve", "--url=")),
      "Updated comment 1.\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "edit", "1", "--content=Other words.")),
      "Nothing was changed.\n");
  cli_refused(
      b, exit_code_of(ERR_INVALID), "name", CLI("comment", "edit", "1", "--author= "));
  use_editor("s/^/\\x07/");
  cli_refused(b, exit_code_of(ERR_INVALID), "your text was saved in",
      CLI("comment", "edit", "1"));
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  add_comment(b, COMMENT_APPROVE);
  cli_survives_failing_memory(
      b, 0, CLI("comment", "edit", "1", "--content=Other words."));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_reply_is_added),
      support_site_test(spam_is_not_answered),
      support_site_test(a_comment_is_edited),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
