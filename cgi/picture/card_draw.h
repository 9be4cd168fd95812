/* Inside picture only: draws social cards, the pictures that other sites show with a
 * link to an article. Uses Pango and cairo. */
#ifndef PICTURE_CARD_DRAW_H
#define PICTURE_CARD_DRAW_H

#include <stdbool.h>
#include <stddef.h>

#include <cairo.h>

#include "base/rgb.h"
#include "picture/card_font.h"

/* The size that Open Graph's consumers expect, in pixels. */
enum { CARD_WIDTH = 1200, CARD_HEIGHT = 630 };

/* Texts are UTF-8 in one line; "" is left out. */
struct card_content {
  const char *title;
  const char *site, *byline; /* above and below the title */
  const char *lang;          /* BCP 47: decides on the shapes of Chinese characters */
  struct rgb paper, ink, soft, accent;
  bool is_sans;
  cairo_surface_t *logo; /* NULL: none */
};

/* Draws a card. NULL if it cannot: `fault` then has the reason, the end of a sentence
 * about the card. The caller destroys the result, whose format is RGB24. */
cairo_surface_t *card_draw(const struct card_content *card, char fault[CARD_FAULT]);

#endif
