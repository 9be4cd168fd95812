#include "cli/comment_state.h"

#include <stdio.h>
#include <string.h>

#include "cli_support.h"

/* Comments 1 and 2 (approved), 3 (held) and 4 (spam). */
static void fill(struct blog *b) {
  static const enum comment_status statuses[] = {
      COMMENT_APPROVE, COMMENT_APPROVE, COMMENT_HOLD, COMMENT_SPAM};
  struct article_input post = support_article_input("one");
  int64_t article = support_save(b, &post);
  for (size_t i = 0; i < 4; i++)
    support_comment(b, article, 0, statuses[i]);
}

static void said(struct blog *b, const char *expected, const char *const *words) {
  assert_string_equal(cli_said(b, stdout, 0, words), expected);
}

static void a_dry_run_counts(void **state) {
  struct blog *b = *state;
  fill(b);
  said(b, "Would change 3 comments (2 approve, 1 hold).\n",
      CLI("comment", "spam", "--search=words", "--dry-run"));
  said(b, "Would change 4 comments (2 approve, 1 hold, 1 spam).\n",
      CLI("comment", "trash", "--status=all", "--dry-run"));
  said(b, "Would change 1 comment (1 hold).\n",
      CLI("comment", "approve", "--author=Ada", "--dry-run"));
  said(b, "Would change 1 comment (1 spam).\n",
      CLI("comment", "delete", "--author=Ada", "--dry-run"));
  said(b, "Would change 0 comments.\n",
      CLI("comment", "unspam", "--status=hold", "--dry-run"));
  said(b, "Would change 2 comments.\n", CLI("comment", "spam", "1", "2", "--dry-run"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 4);
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE status = 'approve'"), 2);
}

static void options_change_all_that_fit(void **state) {
  struct blog *b = *state;
  fill(b);
  said(b, "Marked as spam: 3 comments.\n", CLI("comment", "spam", "--search=words"));
  said(b, "Not spam: 4 comments.\n", CLI("comment", "unspam", "--author=Ada"));
  said(b, "Trashed 2 comments.\n", CLI("comment", "trash", "--status=approve"));
  said(b, "Restored 2 comments.\n", CLI("comment", "untrash", "--since=2020-01-01"));
  said(b, "Unapproved 2 comments.\n", CLI("comment", "unapprove", "--post=one"));
  said(b, "Approved 4 comments.\n", CLI("comment", "approve", "--post=one"));
  said(b, "Approved 0 comments.\n", CLI("comment", "approve", "--post=one"));
  /* What readers see is not deleted unless --status says so. */
  said(b, "Deleted 0 comments.\n", CLI("comment", "delete", "--post=one", "--yes"));
  said(b, "Deleted 4 comments.\n",
      CLI("comment", "delete", "--post=one", "--status=approve", "--force"));
}

static void named_comments_are_reported_one_by_one(void **state) {
  struct blog *b = *state;
  fill(b);
  said(
      b, "Trashed comment 3.\nTrashed comment 1.\n", CLI("comment", "trash", "3", "1"));
  cli_refused(b, EX_NOINPUT, "comment 99: ", CLI("comment", "untrash", "99", "3"));
  cli_refused(b, EX_DATAERR, "comment 3: it is not in the trash",
      CLI("comment", "untrash", "1", "3"));
}

/* None of those next to it is changed: "5 to 9" was meant as something else. */
static void a_word_that_is_no_id_changes_nothing(void **state) {
  struct blog *b = *state;
  fill(b);
  cli_refused(b, EX_USAGE, "not an ID: \"x\"", CLI("comment", "spam", "x", "2"));
  cli_refused(b, EX_USAGE, "not an ID: \"to\"",
      CLI("comment", "delete", "1", "to", "3", "--yes"));
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE status = 'spam'"), 1);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 4);
}

static void what_is_lost_needs_an_answer(void **state) {
  struct blog *b = *state;
  fill(b);
  cli_refused(b, EX_USAGE, "--yes", CLI("comment", "delete", "4"));
  cli_refused(b, EX_USAGE, "--yes", CLI("comment", "delete", "--status=spam"));
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 4);
  said(b, "Deleted comment 4.\n", CLI("comment", "delete", "4", "--yes"));
}

static void so_do_many_comments(void **state) {
  struct blog *b = *state;
  struct article_input post = support_article_input("one");
  int64_t article = support_save(b, &post);
  for (int i = 0; i < 100; i++)
    support_comment(b, article, 0, COMMENT_HOLD);
  said(b, "Marked as spam: 100 comments.\n", CLI("comment", "spam", "--author=Ada"));
  support_comment(b, article, 0, COMMENT_SPAM);
  cli_refused(b, EX_USAGE, "--yes", CLI("comment", "unspam", "--author=Ada"));
  said(b, "Not spam: 101 comments.\n",
      CLI("comment", "unspam", "--author=Ada", "--yes"));
}

static void ids_and_options_are_not_mixed(void **state) {
  struct blog *b = *state;
  fill(b);
  cli_refused(b, EX_USAGE, "not both", CLI("comment", "spam", "1", "--search=words"));
  cli_refused(b, EX_USAGE, "which comments?", CLI("comment", "spam"));
  cli_refused(b, EX_USAGE, "which comments?", CLI("comment", "delete", "--yes"));
}

static void failing_memory(void **state) {
  struct blog *b = *state;
  fill(b);
  cli_survives_failing_memory(b, 0, CLI("comment", "trash", "--author=Ada"));
  cli_survives_failing_memory(b, 0, CLI("comment", "approve", "1", "2"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_dry_run_counts),
      support_site_test(options_change_all_that_fit),
      support_site_test(named_comments_are_reported_one_by_one),
      support_site_test(a_word_that_is_no_id_changes_nothing),
      support_site_test(what_is_lost_needs_an_answer),
      support_site_test(so_do_many_comments),
      support_site_test(ids_and_options_are_not_mixed),
      support_site_test(failing_memory),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
