/* Inside picture only: the size of an SVG picture. */
#ifndef PICTURE_PICTURE_SVG_H
#define PICTURE_PICTURE_SVG_H

#include <stdbool.h>
#include <stddef.h>

/* Stores the size in CSS pixels that the attributes width, height and viewBox of the
 * root element give (SVG 2 section 8.2); 0 if they give none. False if it is not SVG.
 * Nothing but the first tag is read. */
bool picture_svg_size(const void *data, size_t n, int *width, int *height);

#endif
