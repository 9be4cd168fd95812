/* Inside picture only: cairo's pictures for libvips, and the other way round. */
#ifndef PICTURE_CARD_LOGO_H
#define PICTURE_CARD_LOGO_H

#include <stdbool.h>
#include <stddef.h>

#include <cairo.h>

#include "base/buf.h"

/* Decodes a logo, in the size that it has on a card. The caller destroys it. NULL if it
 * is no picture that the program reads (picture_make.h), or damaged. */
cairo_surface_t *card_logo_read(const void *data, size_t n);

/* Appends the PNG of an RGB24 surface of many colours, with a palette of the best of
 * them. False if it cannot be made. */
bool card_logo_compress(cairo_surface_t *surface, struct buf *out);

#endif
