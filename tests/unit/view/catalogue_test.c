#include "support.h"

#include "view/catalogue.h"

static const char *found(const char *lang) {
  const struct catalogue *c = catalogue_find(lang);
  return c ? c->language : "none";
}

/* Readers of Chinese in one script do not want the other. */
static void test_find(void **state) {
  (void)state;
  assert_string_equal(found("de"), "de");
  assert_string_equal(found("de-AT"), "de");
  assert_string_equal(found("DE-at-1996"), "de");
  assert_string_equal(found("es-419"), "es");
  assert_string_equal(found("ar-EG"), "ar");
  assert_string_equal(found("zh"), "zh-Hans");
  assert_string_equal(found("zh-CN"), "zh-Hans");
  assert_string_equal(found("zh-SG"), "zh-Hans");
  assert_string_equal(found("zh-Hans-HK"), "zh-Hans");
  assert_string_equal(found("zh-Hant"), "none");
  assert_string_equal(found("zh-TW"), "none");
  assert_string_equal(found("zh-hk"), "none");
  assert_string_equal(found("zh-Hant-CN"), "none");
  assert_string_equal(found("ar-Latn"), "none");
  assert_string_equal(found("en"), "none");
  assert_string_equal(found("den"), "none");
  assert_string_equal(found(""), "none");
  /* The last answer is remembered, of a language of any length. */
  for (int i = 0; i < 2; i++) {
    assert_string_equal(
        found("de-x-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd-eeeeeeee-f"), "de");
    assert_string_equal(found("fr"), "none");
    assert_string_equal(found("es"), "es");
  }
  assert_null(catalogue_next(catalogue_find("de")));
  assert_null(catalogue_next(catalogue_find("zh-Hans")));
}

static void test_text(void **state) {
  (void)state;
  const struct catalogue *de = catalogue_find("de");
  assert_non_null(de);
  assert_string_equal(
      catalogue_text(de, "leave_reply", "Leave a Reply"), "Schreibe einen Kommentar");
  /* The first and the last of the table, and IDs that begin with another ID. */
  assert_string_equal(catalogue_text(de, "anonymous", "Anonymous"), "Anonym");
  assert_string_equal(catalogue_text(de, "updated", "Updated"), "Aktualisiert");
  assert_string_equal(catalogue_text(de, "search", "Search"), "Suchen");
  assert_null(catalogue_text(de, "leave", "Leave a Reply"));
  assert_null(catalogue_text(de, "leave_reply_", "Leave a Reply"));
  assert_null(catalogue_text(de, "", ""));
  assert_null(catalogue_text(de, "zzz", "Leave a Reply"));
  /* The list has changed since it was translated. */
  assert_null(catalogue_text(de, "leave_reply", "Leave a Comment"));
}

static const char *comments(const char *lang, int64_t count) {
  return catalogue_plural(
      catalogue_find(lang), "comments_count", "{COUNT} comment", count);
}

static void test_plural(void **state) {
  (void)state;
  assert_string_equal(comments("de", 0), "{COUNT} Kommentare");
  assert_string_equal(comments("de", 1), "{COUNT} Kommentar");
  assert_string_equal(comments("de", 1001), "{COUNT} Kommentare");
  assert_string_equal(comments("zh-CN", 1), "{COUNT} 条评论");
  assert_string_equal(comments("zh-CN", 5), "{COUNT} 条评论");
  assert_string_equal(comments("ar", 0), "لا توجد تعليقات");
  assert_string_equal(comments("ar", 1), "تعليق واحد");
  assert_string_equal(comments("ar", 2), "تعليقان");
  assert_string_equal(comments("ar", 3), "{COUNT} تعليقات");
  assert_string_equal(comments("ar", 11), "{COUNT} تعليقاً");
  assert_string_equal(comments("ar", 100), "{COUNT} تعليق");
  assert_string_equal(comments("ar", 103), "{COUNT} تعليقات");
  assert_null(
      catalogue_plural(catalogue_find("ar"), "no_such_message", "{COUNT} comment", 5));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_find),
      cmocka_unit_test(test_text), cmocka_unit_test(test_plural)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
