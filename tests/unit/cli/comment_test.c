#include "cli/comment.h"

#include "cli_support.h"

static void add_comment(struct blog *b) {
  struct article_input post = support_article_input("one");
  support_comment(b, support_save(b, &post), 0, COMMENT_HOLD);
}

static void a_held_comment_is_listed_and_approved(void **state) {
  struct blog *b = *state;
  const char *const *held = CLI("comment", "list", "--status=hold", "--format=ids");
  add_comment(b);
  assert_string_equal(cli_said(b, stdout, 0, held), "1\n");
  assert_string_equal(cli_said(b, stdout, 0,
                          CLI("comment", "list", "--status=pending", "--format=ids")),
      "1\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "approve", "1")), "Approved comment 1.\n");
  assert_string_equal(cli_said(b, stdout, 0, held), "");
}

static void the_comments_of_a_post(void **state) {
  struct blog *b = *state;
  add_comment(b);
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "list", "--post=one", "--format=ids")),
      "1\n");
  assert_non_null(strstr(
      cli_said(b, stdout, 0, CLI("comment", "count", "/2026/01/one/")), "total"));
  cli_refused(b, EX_NOINPUT, "no post has the ID, slug or path \"two\"",
      CLI("comment", "list", "--post=two"));
  cli_refused(b, EX_USAGE, "not an ID: \"one\"", CLI("comment", "get", "one"));
}

static void a_comment_that_does_not_exist_is_named(void **state) {
  cli_refused(*state, EX_NOINPUT, "comment 99", CLI("comment", "get", "99"));
}

static void an_unknown_status_is_refused(void **state) {
  cli_refused(
      *state, EX_USAGE, "unknown status", CLI("comment", "list", "--status=held"));
}

static void a_comment_comes_back(void **state) {
  struct blog *b = *state;
  add_comment(b);
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "trash", "1")), "Trashed comment 1.\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "untrash", "1")), "Restored comment 1.\n");
  cli_refused(b, EX_DATAERR, "not in the trash", CLI("comment", "untrash", "1"));
  cli_refused(b, EX_DATAERR, "not spam", CLI("comment", "unspam", "1"));
  cli_said(b, stdout, 0, CLI("comment", "spam", "1"));
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "unspam", "1")), "Not spam: comment 1.\n");
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  add_comment(b);
  cli_survives_failing_memory(b, 0, CLI("comment", "list"));
  cli_survives_failing_memory(b, 0, CLI("comment", "get", "1"));
  cli_survives_failing_memory(b, 0, CLI("comment", "count"));
  cli_survives_failing_memory(b, 0, CLI("comment", "approve", "1"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_held_comment_is_listed_and_approved),
      support_site_test(the_comments_of_a_post),
      support_site_test(a_comment_that_does_not_exist_is_named),
      support_site_test(an_unknown_status_is_refused),
      support_site_test(a_comment_comes_back),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
