/* Inside markup/wordpress only: the shortcodes [code] and [sourcecode]. */
#ifndef MARKUP_WORDPRESS_WORDPRESS_CODE_H
#define MARKUP_WORDPRESS_WORDPRESS_CODE_H

#include <stddef.h>

#include "base/buf.h"
#include "markup/markdown/shortcode.h"

/* Appends <pre><code> with the `n` bytes between the two tags. */
void wordpress_code_put(
    struct buf *out, const struct shortcode *c, const char *inside, size_t n);

#endif
