#include "site/comments/spam_train.h"

#include "db/model/comment_batch.h"
#include "support_site.h"

static enum err take_for_spam(struct db *s, void *context) {
  return comment_batch_set_status(s, context, 1, COMMENT_SPAM, 1);
}

static void comments_of_the_site_are_learned_once(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d);
  struct spam_count learned;
  for (int i = 0; i < 250; i++)
    support_comment(b, article, 0, i % 5 ? COMMENT_SPAM : COMMENT_APPROVE);
  support_comment(b, article, 0, COMMENT_HOLD);
  support_comment(b, article, 0, COMMENT_TRASH);
  assert_err(spam_train_comments(b->site, &learned), OK);
  assert_int_equal(learned.good, 50);
  assert_int_equal(learned.spam, 200);
  assert_int_equal(
      support_number(b, "SELECT good * 1000 + spam FROM spam_total"), 50200);
  assert_err(spam_train_comments(b->site, &learned), OK);
  assert_int_equal(learned.good + learned.spam, 0);
  assert_err(spam_train_reset(b->site), OK);
  assert_int_equal(support_number(b, "SELECT count(*) FROM spam_word"), 0);
  assert_int_equal(support_number(b, "SELECT good + spam FROM spam_total"), 0);
  assert_err(spam_train_comments(b->site, &learned), OK);
  assert_int_equal(learned.spam, 200);
}

/* As many comments of one command beyond those that are learned at once. */
static void a_lesson_that_is_out_of_date_is_replaced(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  struct spam_count learned;
  int64_t id = support_comment(b, support_save(b, &d), 0, COMMENT_HOLD);
  assert_err(support_moderate(b->site, id, COMMENT_APPROVE), OK);
  assert_int_equal(support_number(b, "SELECT good * 10 + spam FROM spam_total"), 10);
  assert_err(txn_write(b->site->db, take_for_spam, &id), OK);
  assert_err(spam_train_comments(b->site, &learned), OK);
  assert_int_equal(learned.spam, 1);
  assert_int_equal(support_number(b, "SELECT good * 10 + spam FROM spam_total"), 1);
}

static void examples_count_each_time(void **state) {
  struct blog *b = *state;
  const struct spam_example examples[] = {
      {{"Ada", "", "about the tide"}, SPAM_CLASS_GOOD},
      {{"", "", "casino"}, SPAM_CLASS_SPAM},
  };
  assert_err(spam_train_examples(b->site, examples, 2), OK);
  assert_err(spam_train_examples(b->site, examples, 2), OK);
  assert_int_equal(support_number(b, "SELECT good * 10 + spam FROM spam_total"), 22);
  assert_int_equal(
      support_number(b, "SELECT spam FROM spam_word WHERE word = 'casino'"), 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(comments_of_the_site_are_learned_once),
      support_site_test(a_lesson_that_is_out_of_date_is_replaced),
      support_site_test(examples_count_each_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
