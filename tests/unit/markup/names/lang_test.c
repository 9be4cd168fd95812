#include "markup/names/lang.h"

#include "support.h"

static void checks_the_syntax(void **state) {
  static const char *const good[] = {
      "en", "de-CH", "zh-Hant-TW", "sr-Latn", "es-419", "de-CH-1996", "en-a-bbb-x-a"};
  static const char *const bad[] = {"", "e", "en_US", "en-", "-en", "en--US", "en US",
      "12", "english", "english-languages", "abcdefghi", "\xc3\xa9n", "en\n", "en\"",
      "en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd"};
  (void)state;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
    assert_true(lang_is_valid(good[i]));
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_false(lang_is_valid(bad[i]));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(checks_the_syntax)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
