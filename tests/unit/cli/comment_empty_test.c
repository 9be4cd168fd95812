#include "cli/comment_empty.h"

#include "cli_support.h"

static void add(struct blog *b, enum comment_status status, int count) {
  struct article_input post = support_article_input("one");
  int64_t article = support_save(b, &post);
  for (int i = 0; i < count; i++)
    support_comment(b, article, 0, status);
}

static int64_t left(struct blog *b) {
  return support_number(b, "SELECT count(*) FROM comment");
}

static void the_trash_is_emptied(void **state) {
  struct blog *b = *state;
  add(b, COMMENT_TRASH, 2);
  add(b, COMMENT_SPAM, 1);
  add(b, COMMENT_HOLD, 1);
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "empty-trash", "--dry-run")),
      "Would delete 2 comments.\n");
  cli_refused(b, EX_USAGE, "--yes", CLI("comment", "empty-trash"));
  assert_int_equal(left(b), 4);
  assert_string_equal(cli_said(b, stdout, 0, CLI("comment", "empty-trash", "--yes")),
      "Deleted 2 comments.\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "empty-trash", "--spam", "--force")),
      "Deleted 1 comment.\n");
  assert_string_equal(cli_said(b, stdout, 0, CLI("comment", "empty-trash")),
      "There is nothing to delete.\n");
  assert_int_equal(left(b), 1);
}

static void newer_trash_can_be_kept(void **state) {
  struct blog *b = *state;
  add(b, COMMENT_TRASH, 3);
  support_number(b, "UPDATE comment SET status_at = status_at - 7 * 86400000000"
                    " WHERE id = 1 RETURNING 1");
  support_number(b, "UPDATE comment SET status_at = 0 WHERE id = 2 RETURNING 1");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "empty-trash", "--older-than=7", "--yes")),
      "Deleted 1 comment.\n");
  assert_int_equal(left(b), 2);
}

static void unclear_days_are_refused(void **state) {
  static const char *const options[] = {"--older-than=", "--older-than=week",
      "--older-than=-1", "--older-than=7d", "--older-than=99999999999999999999"};
  for (size_t i = 0; i < sizeof options / sizeof options[0]; i++)
    cli_refused(*state, EX_USAGE, "number of days",
        CLI("comment", "empty-trash", options[i], "--yes"));
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  add(b, COMMENT_TRASH, 1);
  cli_survives_failing_memory(b, 0, CLI("comment", "empty-trash", "--dry-run"));
  cli_survives_failing_memory(b, 0, CLI("comment", "empty-trash", "--yes"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(the_trash_is_emptied),
      support_site_test(newer_trash_can_be_kept),
      support_site_test(unclear_days_are_refused),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
