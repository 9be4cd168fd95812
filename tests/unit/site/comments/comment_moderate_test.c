#include "support_site.h"

#include "base/clock.h"
#include "site/comments/comment_moderate.h"
#include "site/comments/comment_submit.h"

static struct comment comment(struct blog *b, int64_t id) {
  struct comment c = {0};
  assert_err(comment_by_id(b->site->db, b->arena, id, &c), OK);
  return c;
}

static void answers_to_a_deleted_comment_move_up(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  int64_t first = support_comment(b, article, 0, COMMENT_APPROVE);
  int64_t second = support_comment(b, article, first, COMMENT_APPROVE);
  int64_t third = support_comment(b, article, second, COMMENT_APPROVE);
  assert_err(comment_moderate_delete(b->site, second), OK);
  assert_int_equal(comment(b, third).parent_id, first);
  assert_err(comment_moderate_delete(b->site, first), OK);
  assert_int_equal(comment(b, third).parent_id, 0);
  assert_err(comment_moderate_delete(b->site, first), ERR_NOT_FOUND);
}

static void count_and_revision_follow(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  int64_t id = support_comment(b, article, 0, COMMENT_HOLD);
  int64_t before = support_revision(b, DEP_COMMENTS, article);
  assert_err(support_moderate(b->site, id, COMMENT_APPROVE), OK);
  int64_t approved = support_revision(b, DEP_COMMENTS, article);
  assert_true(approved > before);
  assert_int_equal(support_article(b, article).comment_count, 1);
  assert_err(support_moderate(b->site, id, COMMENT_APPROVE), OK);
  assert_int_equal(support_revision(b, DEP_COMMENTS, article), approved);
  assert_int_equal(support_article(b, article).comment_count, 1);
  assert_err(comment_moderate_delete(b->site, id), OK);
  assert_true(support_revision(b, DEP_COMMENTS, article) > approved);
  assert_int_equal(support_article(b, article).comment_count, 0);
}

static void networks_are_forgotten_after_thirty_days(void **state) {
  static const char query[] = "SELECT count(*) FROM comment_network";
  static const char rates[] = "SELECT count(*) FROM comment_rate"
                              " WHERE length(key) > 8";
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  struct comment_outcome outcome = {0};
  const struct comment_submission in = {
      .article_id = support_save(b, &d),
      .comment = "Words.",
      .author = "Ada",
      .email = "ada@example.org",
      .url = "",
      .address = "192.0.2.1",
      .now = SUPPORT_DATE,
  };
  assert_err(comment_submit(b->web, b->arena, &in, &outcome), OK);
  assert_int_equal(support_number(b, rates), 1);
  assert_err(comment_forget_networks(b->site, SUPPORT_DATE + 30 * CLOCK_DAY), OK);
  assert_int_equal(support_number(b, query), 1);
  assert_int_equal(support_number(b, rates), 0);
  assert_err(comment_forget_networks(b->site, SUPPORT_DATE + 30 * CLOCK_DAY + 1), OK);
  assert_int_equal(support_number(b, query), 0);
  /* One of the future is forgotten as soon as the clock is right again. */
  outcome = (struct comment_outcome){0};
  const struct comment_submission later = {.article_id = in.article_id,
      .comment = "Later",
      .author = "Ada",
      .email = "ada@example.org",
      .url = "",
      .address = "192.0.2.1",
      .now = SUPPORT_DATE + 1000 * CLOCK_DAY};
  assert_err(comment_submit(b->web, b->arena, &later, &outcome), OK);
  assert_int_equal(support_number(b, query), 1);
  assert_err(comment_forget_networks(b->site, SUPPORT_DATE), OK);
  assert_int_equal(support_number(b, query), 0);
  assert_int_equal(support_number(b, "SELECT count(*) FROM comment"), 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(answers_to_a_deleted_comment_move_up),
      support_site_test(count_and_revision_follow),
      support_site_test(networks_are_forgotten_after_thirty_days),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
