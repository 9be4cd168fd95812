#include "support.h"

#include "view/messages.h"

static void test_words(void **state) {
  (void)state;
  for (int i = 0; i < MESSAGE_COUNT; i++)
    assert_true(*message_get("en", (enum message)i) != '\0');
  assert_string_equal(message_get("en", MESSAGE_leave_reply), "Leave a Reply");
  assert_string_equal(message_get("en", MESSAGE_email_note),
      "Your email address will not be published. Required fields are marked *");
  assert_string_equal(message_get("en", MESSAGE_post_comment), "Post Comment");
  assert_string_equal(message_get("en", MESSAGE_back_to_top), "Back to top");
  assert_int_equal(message_find("post_comment"), MESSAGE_post_comment);
  assert_int_equal(message_find("nothing"), MESSAGE_COUNT);
  assert_true(message_has("en-GB"));
  assert_false(message_has("tlh"));
  assert_string_equal(message_direction("ar"), "rtl");
  assert_string_equal(message_direction("zh-Hans"), "ltr");
}

static void test_format(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 20);
  assert_string_equal(message_format(a, "en", MESSAGE_reply_label, "NAME", "{X}", NULL),
      "Reply to {X}");
  assert_string_equal(message_count(a, "en", MESSAGE_comments_zero,
                          MESSAGE_comments_one, MESSAGE_comments_many, 2),
      "2 comments");
  assert_err(clock_set_zone("UTC"), OK);
  assert_string_equal(message_day(a, "en", 0), "1 January 1970");
  assert_string_equal(message_day_time(a, "en", 0), "1 January 1970, 00:00");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words), cmocka_unit_test(test_format)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
