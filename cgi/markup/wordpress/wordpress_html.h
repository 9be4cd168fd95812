/* Turns the content of a WordPress post into plain HTML. */
#ifndef MARKUP_WORDPRESS_WORDPRESS_HTML_H
#define MARKUP_WORDPRESS_WORDPRESS_HTML_H

#include <stddef.h>

#include "markup/wordpress/wordpress_shortcodes.h"

/* Appends `content` (UTF-8 with LF line ends) without constructs that only WordPress
 * understands: block comments are removed; blocks that WordPress generates for each
 * reader are removed and noted in *unknown ("block latest-posts"); reusable blocks are
 * inserted; shortcodes are expanded; text without paragraphs gets them (autop.h); a
 * page break becomes a rule. *more becomes the length of the output before the "more"
 * mark, or 0. The result must be sanitised. ERR_NOMEM. Takes linear time. */
enum err wordpress_to_html(struct arena *a, const char *content,
    const struct wordpress_media *media, struct wordpress_unknown *unknown,
    struct buf *out, size_t *more) MUST_USE;

#endif
