#include "markup/names/slug.h"

#include "base/limits.h"
#include "support.h"

static void makes(const char *title, const char *want) {
  struct buf b = {0};
  assert_err(slug_make(title, &b), OK);
  assert_string_equal(buf_text(&b), want);
  if (*want)
    assert_true(slug_is_valid(buf_text(&b)));
  buf_free(&b);
}

static void keeps_letters_of_every_script(void **state) {
  (void)state;
  makes("Hello, World!", "hello-world");
  makes("Déjà vu", "déjà-vu");
  makes("De\xcc\x81ja\xcc\x80 vu", "déjà-vu");
  makes("Straße", "strasse");
  makes("ΣΟΦΟΣ", "σοφοσ");
  makes("Привет, мир", "привет-мир");
  makes("你好，世界", "你好-世界");
  makes("مرحبا بالعالم", "مرحبا-بالعالم");
  makes("हिन्दी में", "हिन्दी-में");
  makes("สวัสดี", "สวัสดี");
  makes("İstanbul", "i̇stanbul");
}

static void folds_equivalent_letters(void **state) {
  (void)state;
  makes("ＦＵＬＬ　ｗｉｄｔｈ", "full-width");
  makes("ﬁne ① ² Ⅳ ℂ", "fine-1-2-iv-c");
  makes("don't — won’t", "dont-wont");
  makes("soft\xc2\xadhyphen zero\xe2\x80\x8bwidth", "softhyphen-zerowidth");
}

static void turns_the_rest_into_one_hyphen(void **state) {
  (void)state;
  makes("  --a  /../ b%2F?c#d.e--  ", "a-b-2f-c-d-e");
  makes("../../etc/passwd", "etc-passwd");
  makes("C", "c");
  makes("C++ & C#", "c-plus-plus-c-sharp");
  makes("A+B c+", "a-plus-b-c-plus");
  makes("+1 # 2 #x a#b", "1-2-x-a-b");
  makes("🎉 Party 🎉", "party");
  makes("❤️ love", "love");
  makes("3️⃣ tips", "3-tips");
  makes("a\nb\tc\x1b[0m", "a-b-c-0m");
}

static void may_come_out_empty(void **state) {
  (void)state;
  makes("", "");
  makes("🎉🎊", "");
  makes("... --- ...", "");
  makes("\xcc\x81\xcc\x80", "");
}

static void cuts_at_a_grapheme(void **state) {
  struct buf title = {0}, slug = {0};
  (void)state;
  for (int i = 0; i < 100; i++)
    buf_puts(&title, "नि"); /* six bytes, one grapheme */
  assert_err(slug_make(buf_text(&title), &slug), OK);
  assert_int_equal(slug.len, LIMIT_SLUG / 6 * 6);
  assert_true(slug_is_valid(buf_text(&slug)));
  buf_clear(&title);
  buf_clear(&slug);
  for (int i = 0; i < LIMIT_SLUG - 1; i++)
    buf_putc(&title, 'a');
  buf_puts(&title, " b");
  assert_err(slug_make(buf_text(&title), &slug), OK);
  assert_int_equal(slug.len, LIMIT_SLUG - 1);
  buf_free(&title);
  buf_free(&slug);
}

static void refuses_invalid_utf8(void **state) {
  struct buf b = {0};
  (void)state;
  assert_err(slug_make("a\xff", &b), ERR_SYNTAX);
  assert_int_equal(b.len, 0);
}

static void recognises_valid_slugs(void **state) {
  static const char *const bad[] = {"", "A", "a-", "-a", "a--b", "a b", "a.b", "..",
      "a/b", "a%20b", "e\xcc\x81", "\xcc\x81", "É", "ﬁ", "a\n", "a_b", "a\xff", "🎉"};
  static const char *const good[] = {"a", "1", "a-b", "é", "你好", "2026"};
  char longest[LIMIT_SLUG + 2] = {0};
  (void)state;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_false(slug_is_valid(bad[i]));
  for (size_t i = 0; i < sizeof good / sizeof *good; i++)
    assert_true(slug_is_valid(good[i]));
  memset(longest, 'a', LIMIT_SLUG);
  assert_true(slug_is_valid(longest));
  longest[LIMIT_SLUG] = 'a';
  assert_false(slug_is_valid(longest));
}

static void recognises_reserved_slugs(void **state) {
  static const char *const reserved[] = {"page", "feed", "comments", "comment",
      "category", "tag", "author", "search", "media", "assets", "sitemap", "robots",
      "wp-admin", "wp-content", "wp-includes", "wp-json", "api", "healthz", "metrics",
      "index", "respond", "preview", "1", "12", "2026", "123456"};
  static const char *const open[] = {"", "pages", "feeds", "a", "zzz", "2026-review",
      "12a", "wp", "wp-jsonp", "aaa", "archives", "١٢"};
  (void)state;
  for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
    assert_true(slug_is_reserved(reserved[i]));
  for (size_t i = 0; i < sizeof open / sizeof *open; i++)
    assert_false(slug_is_reserved(open[i]));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keeps_letters_of_every_script),
      cmocka_unit_test(folds_equivalent_letters),
      cmocka_unit_test(turns_the_rest_into_one_hyphen),
      cmocka_unit_test(may_come_out_empty),
      cmocka_unit_test(cuts_at_a_grapheme),
      cmocka_unit_test(refuses_invalid_utf8),
      cmocka_unit_test(recognises_valid_slugs),
      cmocka_unit_test(recognises_reserved_slugs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
