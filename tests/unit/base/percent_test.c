#include "support.h"

#include "base/percent.h"

static void encodes_all_but_plain_characters(void **state) {
  static const char *const rows[][2] = {
      {"", ""},
      {"/AZaz09-._~/", "/AZaz09-._~/"},
      {"/a b/\xc3\xa9/", "/a%20b/%C3%A9/"},
      {"%2f?#:@!$&'()*+,;=\"<>", "%252f%3F%23%3A%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%22"
                                 "%3C%3E"},
      {"\x01\n\x7f\xff", "%01%0A%7F%FF"},
  };
  struct arena *a = arena_new(1 << 16);
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_string_equal(percent_encode(a, rows[i][0]), rows[i][1]);
  arena_free(a);
}

static void decodes_valid_escapes_only(void **state) {
  static const char *const rows[][2] = {
      {"", ""},
      {"/a%20b/%C3%A9%c3%a9/", "/a b/\xc3\xa9\xc3\xa9/"},
      {"100%", "100%"},
      {"%2", "%2"},
      {"%zz%%41", "%zz%A"},
      {"a%00b", "a%00b"},
  };
  struct arena *a = arena_new(1 << 16);
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
    assert_string_equal(percent_decode(a, rows[i][0]), rows[i][1]);
  arena_free(a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(encodes_all_but_plain_characters),
      cmocka_unit_test(decodes_valid_escapes_only),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
