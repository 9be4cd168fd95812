#include "support.h"

#include "text/slug.h"

static void assert_slug(const char *title, const char *want) {
  struct buf out = {0};
  assert_err(slug_make(title, &out), OK);
  assert_string_equal(buf_text(&out), want);
  assert_int_equal(slug_is_valid(want), *want != '\0');
  buf_free(&out);
}

static void test_make(void **state) {
  (void)state;
  assert_slug("Hello, World!", "hello-world");
  assert_slug("  --A  B--  ", "a-b");
  assert_slug("⛴️ The Ferry 🎉", "the-ferry");
  assert_slug("Füße", "füsse");
  assert_slug("在港口 学", "在港口-学");
  assert_slug("رسالة من", "رسالة-من");
  assert_slug("ｆｕｌｌ", "full");
  assert_slug("🎉", "");
  assert_slug("../../etc/passwd", "etc-passwd");
  struct buf out = {0};
  assert_err(slug_make("\xff", &out), ERR_SYNTAX);
}

static void test_limit(void **state) {
  (void)state;
  char title[1000];
  struct buf out = {0};
  memset(title, 'x', sizeof title - 1);
  title[sizeof title - 1] = '\0';
  assert_err(slug_make(title, &out), OK);
  assert_int_equal(out.len, 200);
  buf_free(&out);
}

static void test_refused(void **state) {
  (void)state;
  assert_false(slug_is_valid(""));
  assert_false(slug_is_valid("Upper"));
  assert_false(slug_is_valid("a/b"));
  assert_false(slug_is_valid("a--b"));
  assert_false(slug_is_valid("-a"));
  assert_true(slug_is_reserved("page"));
  assert_true(slug_is_reserved("2026"));
  assert_false(slug_is_reserved("pages"));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_make),
      cmocka_unit_test(test_limit), cmocka_unit_test(test_refused)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
