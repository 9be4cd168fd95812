/* Colours of a style sheet, and whether text in them is legible (WCAG 2.2, "contrast
 * ratio" and "relative luminance"). */
#ifndef BASE_RGB_H
#define BASE_RGB_H

#include <stdbool.h>
#include <stdint.h>

enum { RGB_TEXT = 8 }; /* size of "#rrggbb" with its NUL */

struct rgb {
  uint8_t red, green, blue;
};

/* Reads "#rgb" or "#rrggbb". False, with *out unchanged, for anything else. */
bool rgb_parse(const char *text, struct rgb *out);

/* Writes "#rrggbb". */
void rgb_format(struct rgb c, char out[RGB_TEXT]);

/* From 1, the same colour, to 21, black on white. Text needs 4.5. */
double rgb_contrast(struct rgb a, struct rgb b);

/* `percent` parts of `b`, and the rest of `a`; in sRGB, as CSS does. */
struct rgb rgb_mix(struct rgb a, struct rgb b, int percent);

/* `c` with as little of `toward` as is needed for a contrast of `least` to `on`;
 * `toward` if nothing less is enough. */
struct rgb rgb_legible(struct rgb c, struct rgb on, struct rgb toward, double least);

#endif
