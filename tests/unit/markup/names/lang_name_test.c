#include "markup/names/lang_name.h"

#include "support.h"

static void names_are_in_the_language_itself(void **state) {
  (void)state;
  struct arena *a = arena_new(1 << 16);
  assert_string_equal(lang_name(a, "de"), "Deutsch");
  assert_string_equal(lang_name(a, "AR"), "العربية");
  assert_string_equal(lang_name(a, "zh-Hans"), "简体中文");
  assert_string_equal(lang_name(a, "zh-TW"), "繁體中文");
  assert_string_equal(lang_name(a, "zh-Hans-SG"), "简体中文 (SG)");
  assert_string_equal(lang_name(a, "pt-BR"), "Português (BR)");
  assert_string_equal(lang_name(a, "sr-Latn"), "Srpski");
  /* Not "de" with something after it. */
  assert_string_equal(lang_name(a, "del"), "del");
  assert_string_equal(lang_name(a, "tlh"), "tlh");
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_in_the_language_itself)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
