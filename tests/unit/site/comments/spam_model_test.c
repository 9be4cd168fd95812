#include "site/comments/spam_model.h"

#include <string.h>

#include "support.h"

static void assert_counts(const char *word, int64_t good, int64_t spam) {
  struct spam_count c = spam_model_get(word);
  if (c.good != good || c.spam != spam)
    fail_msg("\"%s\": %lld, %lld", word, (long long)c.good, (long long)c.spam);
}

static void every_line_is_found(void **state) {
  static const char text[] = "\t7\t9\na\t1\t2\na b\t3\t4\nab\t5\t6\n\xc3\xa9\t8\t0\n";
  (void)state;
  spam_model_use(text, sizeof text - 1);
  assert_int_equal(spam_model_total().good, 7);
  assert_int_equal(spam_model_total().spam, 9);
  assert_counts("a", 1, 2);
  assert_counts("a b", 3, 4);
  assert_counts("ab", 5, 6);
  assert_counts("\xc3\xa9", 8, 0);
  /* Before the first, between two, beginning of one, longer than one, after the last.
   */
  assert_counts("A", 0, 0);
  assert_counts("aa", 0, 0);
  assert_counts("a ", 0, 0);
  assert_counts("abc", 0, 0);
  assert_counts("\xc3\xaa", 0, 0);
  spam_model_use("\t0\t0\n", 5);
  assert_counts("a", 0, 0);
  spam_model_use(NULL, 0);
}

/* The file that is embedded is sorted, or words of it would not be found. */
static void the_file_knows_good_and_bad_words(void **state) {
  (void)state;
  struct spam_count total = spam_model_total();
  assert_true(total.good > 1000 && total.spam > 1000);
  struct spam_count c = spam_model_get("viagra");
  assert_true(c.spam > 20 && c.good * 10 < c.spam);
  c = spam_model_get("wrote");
  assert_true(c.good > c.spam);
  c = spam_model_get("彩票");
  assert_true(c.spam > 0 && c.good == 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_line_is_found),
      cmocka_unit_test(the_file_knows_good_and_bad_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
