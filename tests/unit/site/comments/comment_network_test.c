#include "site/comments/comment_network.h"

#include "base/clock.h"
#include "site/comments/comment_submit.h"
#include "support_site.h"

/* Each is a minute after the one before, so that no limit is reached. */
static struct comment_outcome send(
    struct blog *b, int64_t article, int minute, const char *address) {
  struct comment_outcome out = {0};
  const struct comment_submission in = {.article_id = article,
      .comment = arena_printf(b->arena, "Words %d.", minute),
      .author = "Ada",
      .email = "ada@example.org",
      .url = "",
      .address = address,
      .now = SUPPORT_DATE + minute * 60 * CLOCK_SECOND};
  assert_err(comment_submit(b->web, b->arena, &in, &out), OK);
  return out;
}

static void further_comments_of_a_blocked_network_are_spam(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d), id = 0, again = 0;
  assert_string_not_equal(send(b, article, 1, "192.0.2.1").verdict.rule, "network");
  assert_err(comment_network_block(b->site, 1, SUPPORT_DATE, &id), OK);
  struct comment_outcome out = send(b, article, 2, "192.0.2.1");
  assert_string_equal(out.verdict.rule, "network");
  assert_string_equal(out.verdict.detail, "blocked");
  assert_int_equal(
      support_number(b, "SELECT count(*) FROM comment WHERE status = 'spam'"), 1);
  assert_string_not_equal(send(b, article, 3, "192.0.2.2").verdict.rule, "network");
  /* Any comment of the network names it. */
  assert_err(comment_network_block(b->site, 2, SUPPORT_DATE, &again), ERR_EXISTS);
  assert_int_equal(again, id);
  assert_err(comment_network_unblock(b->site, id), OK);
  assert_err(comment_network_unblock(b->site, id), ERR_NOT_FOUND);
  assert_string_not_equal(send(b, article, 4, "192.0.2.1").verdict.rule, "network");
}

static void what_is_not_known_is_not_blocked(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d), id = 7;
  int64_t comment = support_comment(b, article, 0, COMMENT_HOLD);
  assert_err(comment_network_block(b->site, comment, SUPPORT_DATE, &id), ERR_GONE);
  assert_err(comment_network_block(b->site, 99, SUPPORT_DATE, &id), ERR_NOT_FOUND);
  assert_int_equal(id, 7);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(further_comments_of_a_blocked_network_are_spam),
      support_site_test(what_is_not_known_is_not_blocked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
