/* Paragraphs for text that separates them by blank lines only, as WordPress displays
 * what was written in its classic editor. */
#ifndef MARKUP_WORDPRESS_AUTOP_H
#define MARKUP_WORDPRESS_AUTOP_H

#include <stddef.h>

#include "base/buf.h"

/* Appends the `n` bytes of HTML at `html` with <p> around parts separated by blank
 * lines and <br> for other line ends, except in elements that do not contain
 * paragraphs: <pre> is copied, list items and cells get <br> only. The result must be
 * sanitised. Takes linear time. */
void autop(const char *html, size_t n, struct buf *out);

#endif
