#include "support.h"

#include "view/messages.h"

static void test_words(void **state) {
  (void)state;
  for (int i = 0; i < WORD_COUNT; i++)
    assert_true(*words_get("en", (enum word)i) != '\0');
  assert_string_equal(words_get("en", WORD_leave_reply), "Leave a Reply");
  assert_string_equal(words_get("en", WORD_email_note),
      "Your email address will not be published. Required fields are marked *");
  assert_string_equal(words_get("en", WORD_post_comment), "Post Comment");
  assert_string_equal(words_get("en", WORD_back_to_top), "Back To Top");
  assert_int_equal(words_find("post_comment"), WORD_post_comment);
  assert_int_equal(words_find("nothing"), WORD_COUNT);
  assert_true(words_has("en-GB"));
  assert_false(words_has("tlh"));
  assert_string_equal(words_direction("ar"), "rtl");
  assert_string_equal(words_direction("zh-Hans"), "ltr");
}

static void test_format(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 20);
  assert_string_equal(
      words_format(a, "en", WORD_reply_label, "NAME", "{X}", NULL), "Reply to {X}");
  assert_string_equal(words_count(a, "en", WORD_comments_zero, WORD_comments_one,
                          WORD_comments_many, 2),
      "2 comments");
  assert_err(clock_set_zone("UTC"), OK);
  assert_string_equal(words_day(a, "en", 0), "1 January 1970");
  assert_string_equal(words_day_time(a, "en", 0), "1 January 1970, 00:00");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words), cmocka_unit_test(test_format)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
