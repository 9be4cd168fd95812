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
  assert_false(message_has("enm"));
  assert_true(message_has("de-AT"));
  assert_false(message_has("zh-TW"));
  assert_string_equal(message_direction("ar"), "rtl");
  assert_string_equal(message_direction("zh-Hans"), "ltr");
}

static void test_format(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 20);
  assert_string_equal(message_format(a, "en", MESSAGE_reply_label, "NAME", "{X}", NULL),
      "Reply to {X}");
  assert_string_equal(message_count(a, "en", MESSAGE_comments_count, 0), "0 comments");
  assert_string_equal(message_count(a, "en", MESSAGE_comments_count, 1), "1 comment");
  assert_string_equal(message_count(a, "en", MESSAGE_comments_count, 2), "2 comments");
  assert_string_equal(
      message_count(a, "en", MESSAGE_articles, 1234567), "1,234,567 articles");
  assert_err(clock_set_zone("UTC"), OK);
  assert_string_equal(message_day(a, "en", 0), "1 January 1970");
  assert_string_equal(message_day_time(a, "en", 0), "1 January 1970, 00:00");
  arena_free(a);
}

/* The same moment and the same numbers in each language, as its readers write them. */
static void test_languages(void **state) {
  (void)state;
  static const struct {
    const char *lang, *day, *month, *day_time, *four, *five, *comments, *reply;
  } all[] = {
      {"en-GB", "24 November 2026", "November 2026", "24 November 2026, 09:30", "1,234",
          "12,345", "3 comments", "Leave a Reply"},
      {"de-CH", "24. November 2026", "November 2026", "24. November 2026, 09:30 Uhr",
          "1.234", "12.345", "3 Kommentare", "Schreibe einen Kommentar"},
      {"es", "24 de noviembre de 2026", "noviembre de 2026",
          "24 de noviembre de 2026, 09:30", "1234", "12.345", "3 comentarios",
          "Deja una respuesta"},
      {"zh-CN", "2026年11月24日", "2026年11月", "2026年11月24日 09:30", "1,234",
          "12,345", "3 条评论", "发表回复"},
      {"ar", "24 نوفمبر 2026", "نوفمبر 2026", "24 نوفمبر 2026، 09:30", "1,234",
          "12,345", "3 تعليقات", "اترك تعليقاً"},
      {"zh-Hant", "24 November 2026", "November 2026", "24 November 2026, 09:30",
          "1,234", "12,345", "3 comments", "Leave a Reply"},
  };
  struct arena *a = arena_new(1 << 20);
  int64_t t = 0;
  assert_err(clock_set_zone("UTC"), OK);
  struct civil civil = {.year = 2026, .month = 11, .day = 24, .hour = 9, .minute = 30};
  assert_err(clock_from_civil(&civil, &t), OK);
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
    const char *lang = all[i].lang;
    assert_string_equal(message_day(a, lang, t), all[i].day);
    assert_string_equal(message_month(a, lang, 2026, 11), all[i].month);
    assert_string_equal(message_day_time(a, lang, t), all[i].day_time);
    assert_string_equal(message_number(a, lang, 1234), all[i].four);
    assert_string_equal(message_number(a, lang, 12345), all[i].five);
    assert_string_equal(message_number(a, lang, 999), "999");
    assert_string_equal(
        message_count(a, lang, MESSAGE_comments_count, 3), all[i].comments);
    assert_string_equal(message_get(lang, MESSAGE_leave_reply), all[i].reply);
  }
  assert_string_equal(message_language("zh-SG"), "zh-SG");
  assert_string_equal(message_language("zh-Hant"), "en");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_words),
      cmocka_unit_test(test_format), cmocka_unit_test(test_languages)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
