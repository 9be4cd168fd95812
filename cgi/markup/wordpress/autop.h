/* Paragraphs for text that has only blank lines between them, as WordPress shows what
 * was written in its classic editor. */
#ifndef MARKUP_WORDPRESS_AUTOP_H
#define MARKUP_WORDPRESS_AUTOP_H

#include <stddef.h>

#include "base/buf.h"

/* Adds the `n` bytes of HTML at `html` with <p> around what blank lines part, and <br>
 * for other line ends, where no element is that has none of them: text in <pre> stays
 * as it is, list items and cells get line ends only. What comes out has to be
 * sanitised. Linear time. */
void autop(const char *html, size_t n, struct buf *out);

#endif
