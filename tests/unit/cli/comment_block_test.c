#include "cli/comment_block.h"

#include "cli/command/exit_code.h"
#include "cli_support.h"
#include "site/comments/comment_submit.h"

static int64_t send(struct blog *b, const char *address) {
  struct comment_outcome out = {0};
  struct article_input post = support_article_input("one");
  const struct comment_submission in = {.article_id = support_save(b, &post),
      .comment = "Words.",
      .author = "Ada",
      .email = "ada@example.org",
      .url = "",
      .address = address,
      .now = SUPPORT_DATE};
  assert_err(comment_submit(b->web, b->arena, &in, &out), OK);
  return support_number(b, "SELECT max(id) FROM comment");
}

static void a_network_is_blocked_listed_and_unblocked(void **state) {
  struct blog *b = *state;
  const char *const *ids = CLI("comment", "blocked", "--format=ids");
  assert_int_equal(send(b, "192.0.2.1"), 1);
  assert_string_equal(cli_said(b, stdout, 0, CLI("comment", "block", "1")),
      "Blocked the network of comment 1.\n");
  assert_string_equal(cli_said(b, stdout, 0, CLI("comment", "block", "1")),
      "Blocked the network of comment 1.\n");
  assert_string_equal(cli_said(b, stdout, 0, ids), "1\n");
  assert_non_null(
      strstr(cli_said(b, stdout, 0, CLI("comment", "blocked")), "comments"));
  assert_string_equal(
      cli_said(b, stdout, 0, CLI("comment", "unblock", "1")), "Removed block 1.\n");
  assert_string_equal(cli_said(b, stdout, 0, ids), "");
}

static void what_cannot_be_blocked_is_explained(void **state) {
  struct blog *b = *state;
  send(b, NULL);
  cli_refused(b, EX_NOINPUT, "not found", CLI("comment", "block", "9"));
  cli_refused(b, exit_code_of(ERR_GONE), "30 days", CLI("comment", "block", "1"));
  cli_refused(b, EX_NOINPUT, "comment blocked", CLI("comment", "unblock", "9"));
}

static void failing_memory_is_reported(void **state) {
  struct blog *b = *state;
  send(b, "192.0.2.1");
  cli_survives_failing_memory(b, 0, CLI("comment", "block", "1"));
  cli_survives_failing_memory(b, 0, CLI("comment", "blocked"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(a_network_is_blocked_listed_and_unblocked),
      support_site_test(what_cannot_be_blocked_is_explained),
      support_site_test(failing_memory_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
