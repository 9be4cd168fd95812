#include "base/rgb.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static int rgb_digit(char c) {
  static const char digits[] = "0123456789abcdef0123456789ABCDEF";
  const char *at = c ? strchr(digits, c) : NULL;
  return at ? (int)(at - digits) % 16 : -1;
}

bool rgb_parse(const char *text, struct rgb *out) {
  int digits[6];
  size_t n = strlen(text);
  if (*text != '#' || (n != 4 && n != 7))
    return false;
  /* Each digit of the short form counts twice: "#f80" is "#ff8800". */
  for (size_t i = 0; i < 6; i++)
    if ((digits[i] = rgb_digit(text[1 + (n == 4 ? i / 2 : i)])) < 0)
      return false;
  out->red = (uint8_t)(digits[0] * 16 + digits[1]);
  out->green = (uint8_t)(digits[2] * 16 + digits[3]);
  out->blue = (uint8_t)(digits[4] * 16 + digits[5]);
  return true;
}

void rgb_format(struct rgb c, char out[RGB_TEXT]) {
  snprintf(out, RGB_TEXT, "#%02x%02x%02x", c.red, c.green, c.blue);
}

/* The constants are those of WCAG's definition. */
static double rgb_linear(uint8_t value) {
  double v = value / 255.0;
  return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double rgb_luminance(struct rgb c) {
  return 0.2126 * rgb_linear(c.red) + 0.7152 * rgb_linear(c.green) +
         0.0722 * rgb_linear(c.blue);
}

double rgb_contrast(struct rgb a, struct rgb b) {
  double one = rgb_luminance(a) + 0.05, other = rgb_luminance(b) + 0.05;
  return one > other ? one / other : other / one;
}

static uint8_t rgb_mix_part(uint8_t a, uint8_t b, int percent) {
  return (uint8_t)((a * (100 - percent) + b * percent + 50) / 100);
}

struct rgb rgb_mix(struct rgb a, struct rgb b, int percent) {
  return (struct rgb){rgb_mix_part(a.red, b.red, percent),
      rgb_mix_part(a.green, b.green, percent), rgb_mix_part(a.blue, b.blue, percent)};
}

struct rgb rgb_legible(struct rgb c, struct rgb on, struct rgb toward, double least) {
  for (int percent = 0; percent < 100; percent++) {
    struct rgb mixed = rgb_mix(c, toward, percent);
    if (rgb_contrast(mixed, on) >= least)
      return mixed;
  }
  return toward;
}
