/* Inside picture only: compresses a card. Uses libpng, and libvips for many colours. */
#ifndef PICTURE_CARD_PNG_H
#define PICTURE_CARD_PNG_H

#include <stdbool.h>

#include <cairo.h>

#include "base/buf.h"

/* Appends the PNG of an RGB24 surface, with a palette. False if it cannot be made. */
bool card_png(cairo_surface_t *surface, struct buf *out);

#endif
