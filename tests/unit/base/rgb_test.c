#include "base/rgb.h"

#include "support.h"

static struct rgb colour(const char *text) {
  struct rgb c = {0};
  assert_true(rgb_parse(text, &c));
  return c;
}

static void both_forms_are_read(void **state) {
  static const char *const wrong[] = {
      "", "#", "red", "#12", "#12345", "#1234567", "#12345g", "123456", "# 12345"};
  struct rgb c = {1, 2, 3};
  char text[RGB_TEXT];
  (void)state;
  rgb_format(colour("#9f3A22"), text);
  assert_string_equal(text, "#9f3a22");
  rgb_format(colour("#f80"), text);
  assert_string_equal(text, "#ff8800");
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    assert_false(rgb_parse(wrong[i], &c));
  assert_int_equal(c.red, 1);
}

/* Known values: black on white is 21, and #767676 is the lightest grey that passes. */
static void contrast_is_that_of_wcag(void **state) {
  (void)state;
  assert_true(rgb_contrast(colour("#000"), colour("#fff")) > 20.999);
  assert_true(rgb_contrast(colour("#fff"), colour("#fff")) < 1.001);
  assert_true(rgb_contrast(colour("#767676"), colour("#fff")) >= 4.5);
  assert_true(rgb_contrast(colour("#777"), colour("#fff")) < 4.5);
  assert_true(rgb_contrast(colour("#fff"), colour("#777")) < 4.5);
}

static void a_colour_becomes_legible(void **state) {
  const struct rgb white = colour("#fff"), black = colour("#000");
  struct rgb yellow = rgb_legible(colour("#ffd700"), white, black, 4.5);
  char text[RGB_TEXT];
  (void)state;
  assert_true(rgb_contrast(yellow, white) >= 4.5);
  assert_true(yellow.red > yellow.blue + 50);
  /* What is legible stays. */
  rgb_format(rgb_legible(colour("#9f3a22"), white, black, 4.5), text);
  assert_string_equal(text, "#9f3a22");
  rgb_format(rgb_legible(colour("#ccc"), colour("#888"), white, 9), text);
  assert_string_equal(text, "#ffffff");
  rgb_format(rgb_mix(white, black, 50), text);
  assert_string_equal(text, "#808080");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(both_forms_are_read),
      cmocka_unit_test(contrast_is_that_of_wcag),
      cmocka_unit_test(a_colour_becomes_legible),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
