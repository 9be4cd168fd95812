#include "cli/comment_move.h"

#include "cli/command/exit_code.h"
#include "cli_support.h"

static int64_t add_post(struct blog *b, const char *slug) {
  struct article_input post = support_article_input(slug);
  return support_save(b, &post);
}

static void a_thread_moves_and_comes_back(void **state) {
  struct blog *b = *state;
  int64_t from = add_post(b, "one");
  add_post(b, "two");
  int64_t first = support_comment(b, from, 0, COMMENT_APPROVE);
  int64_t second = support_comment(b, from, first, COMMENT_APPROVE);
  support_comment(b, from, second, COMMENT_TRASH);
  assert_string_equal(cli_said(b, stdout, 0, CLI("comment", "move", "1", "--to=two")),
      "Moved comment 1 with 2 replies to post 2.\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "move", "1", "--to=/2026/01/one/")),
      "Moved comment 1 with 2 replies to post 1.\n");
  assert_non_null(strstr(
      cli_said(b, stderr, 0, CLI("comment", "move", "2", "--to=2")), "no longer"));
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "move", "3", "2", "--to=1")),
      "Moved comment 3 to post 1.\nMoved comment 2 to post 1.\n");
}

static void what_cannot_move_is_explained(void **state) {
  struct blog *b = *state;
  int64_t from = add_post(b, "one");
  support_comment(b, from, 0, COMMENT_APPROVE);
  cli_refused(b, exit_code_of(ERR_EXISTS), "nothing has changed",
      CLI("comment", "move", "1", "--to=one"));
  cli_refused(b, EX_NOINPUT, "post 9", CLI("comment", "move", "1", "--to=9"));
  cli_refused(b, EX_NOINPUT, "two", CLI("comment", "move", "1", "--to=two"));
  cli_refused(b, EX_NOINPUT, "comment 9", CLI("comment", "move", "9", "--to=one"));
  cli_refused(b, EX_USAGE, "not an ID", CLI("comment", "move", "x", "--to=one"));
  cli_refused(b, EX_USAGE, "to which post", CLI("comment", "move", "1"));
}

static void a_hidden_post_is_mentioned(void **state) {
  struct blog *b = *state;
  struct article_input draft = support_article_input("draft");
  draft.status = ARTICLE_DRAFT;
  support_comment(b, add_post(b, "one"), 0, COMMENT_APPROVE);
  support_save(b, &draft);
  assert_non_null(strstr(
      cli_said(b, stderr, 0, CLI("comment", "move", "1", "--to=2")), "not public"));
}

static void options_choose_what_moves(void **state) {
  struct blog *b = *state;
  int64_t from = add_post(b, "one"), to = add_post(b, "two");
  int64_t first = support_comment(b, from, 0, COMMENT_APPROVE);
  support_comment(b, from, first, COMMENT_HOLD);
  support_comment(b, from, 0, COMMENT_SPAM);
  support_comment(b, to, 0, COMMENT_APPROVE);
  assert_string_equal(
      cli_said(
          b, stdout, 0, CLI("comment", "move", "--author=ada", "--to=2", "--dry-run")),
      "Would move 2 comments (1 approve, 1 hold) to post 2.\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "move", "--author=ada", "--to=2")),
      "Moved 2 comments to post 2.\n");
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE article_id = 2"), 3);
  assert_int_equal(support_number(b, "SELECT parent_id FROM comment WHERE id = 2"), 1);
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "move", "--status=all", "--to=2")),
      "Moved 1 comment to post 2.\n");
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "move", "--status=all", "--to=2")),
      "Moved 0 comments to post 2.\n");
  cli_refused(
      b, EX_USAGE, "not both", CLI("comment", "move", "1", "--author=a", "--to=1"));
  cli_refused(b, EX_USAGE, "which comments", CLI("comment", "move", "--to=1"));
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  int64_t from = add_post(b, "one");
  add_post(b, "two");
  support_comment(b, from, 0, COMMENT_APPROVE);
  cli_survives_failing_memory(b, EX_USAGE, CLI("comment", "move", "x", "--to=two"));
  cli_survives_failing_memory(
      b, exit_code_of(ERR_EXISTS), CLI("comment", "move", "1", "--to=one"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_thread_moves_and_comes_back),
      support_site_test(what_cannot_move_is_explained),
      support_site_test(a_hidden_post_is_mentioned),
      support_site_test(options_choose_what_moves),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
