#include "base/latin.h"

#include "support.h"

static void letters_without_a_decomposition(void **state) {
  static const struct {
    uint32_t letter;
    const char *ascii;
  } rows[] = {{0x142, "l"}, {0xf8, "o"}, {0x111, "d"}, {0xe6, "ae"}, {0x131, "i"},
      {0x167, "t"}, {0x127, "h"}, {0x153, "oe"}, {0xdf, "ss"}, {0xfe, "th"},
      {0x2c6c, "z"}};
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    assert_non_null(latin_ascii(rows[i].letter));
    assert_string_equal(latin_ascii(rows[i].letter), rows[i].ascii);
  }
}

static void everything_else_stays(void **state) {
  static const uint32_t others[] = {0, 'a', 0xde, 0xe9, 0x3b1, 0x430, 0x2c6d, 0x6570};
  (void)state;
  for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
    assert_null(latin_ascii(others[i]));
}

/* The tokenizer replaces a letter in place. */
static void nothing_becomes_longer(void **state) {
  (void)state;
  for (uint32_t c = 0; c < 0x3000; c++)
    if (latin_ascii(c))
      assert_true(strlen(latin_ascii(c)) <= (c < 0x800 ? 2 : 3));
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(letters_without_a_decomposition),
      cmocka_unit_test(everything_else_stays),
      cmocka_unit_test(nothing_becomes_longer)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
