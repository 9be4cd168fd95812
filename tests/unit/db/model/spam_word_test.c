#include "db/model/spam_word.h"

#include "support_site.h"

static enum err change(struct db *s, void *context) {
  const struct spam_count a = {1, 2}, back = {-1, -2}, far = {0, -9};
  enum spam_class class;
  struct spam_count c;
  (void)context;
  assert_err(spam_word_get(s, "a", &c), OK);
  assert_int_equal(c.good + c.spam, 0);
  assert_err(spam_word_add(s, "a", &a), OK);
  assert_err(spam_word_add(s, "a", &a), OK);
  assert_err(spam_word_get(s, "a", &c), OK);
  assert_int_equal(c.good, 2);
  assert_int_equal(c.spam, 4);
  assert_err(spam_word_add(s, "a", &back), OK);
  assert_err(spam_word_add(s, "a", &far), OK);
  assert_err(spam_word_get(s, "a", &c), OK);
  assert_int_equal(c.good, 1);
  assert_int_equal(c.spam, 0);
  assert_err(spam_total_add(s, &a), OK);
  assert_err(spam_total_add(s, &far), OK);
  assert_err(spam_total_get(s, &c), OK);
  assert_int_equal(c.good, 1);
  assert_int_equal(c.spam, 0);
  assert_err(spam_learned_get(s, 7, &class), OK);
  assert_int_equal(class, SPAM_CLASS_NONE);
  assert_err(spam_learned_set(s, 7, SPAM_CLASS_GOOD), OK);
  assert_err(spam_learned_set(s, 7, SPAM_CLASS_SPAM), OK);
  assert_err(spam_learned_get(s, 7, &class), OK);
  assert_int_equal(class, SPAM_CLASS_SPAM);
  assert_err(spam_learned_set(s, 7, SPAM_CLASS_NONE), OK);
  assert_err(spam_learned_get(s, 7, &class), OK);
  assert_int_equal(class, SPAM_CLASS_NONE);
  return OK;
}

static void counts_are_added_and_never_negative(void **state) {
  struct blog *b = *state;
  assert_err(txn_write(b->site->db, change, NULL), OK);
}

static void the_next_comment_to_learn_is_one_that_was_decided(void **state) {
  struct blog *b = *state;
  struct article_input d = support_article_input("talk");
  int64_t article = support_save(b, &d), id;
  support_comment(b, article, 0, COMMENT_HOLD);
  int64_t spam = support_comment(b, article, 0, COMMENT_SPAM);
  support_comment(b, article, 0, COMMENT_TRASH);
  int64_t good = support_comment(b, article, 0, COMMENT_APPROVE);
  assert_err(spam_learned_next(b->site->db, 0, &id), OK);
  assert_int_equal(id, spam);
  assert_err(spam_learned_next(b->site->db, id, &id), OK);
  assert_int_equal(id, good);
  assert_err(spam_learned_next(b->site->db, id, &id), ERR_NOT_FOUND);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      support_site_test(counts_are_added_and_never_negative),
      support_site_test(the_next_comment_to_learn_is_one_that_was_decided),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
