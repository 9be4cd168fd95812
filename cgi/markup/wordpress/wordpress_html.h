/* The content of a WordPress post as plain HTML. */
#ifndef MARKUP_WORDPRESS_WORDPRESS_HTML_H
#define MARKUP_WORDPRESS_WORDPRESS_HTML_H

#include <stddef.h>

#include "markup/wordpress/wordpress_shortcodes.h"

/* Adds `content` (UTF-8, LF at line ends) without what only WordPress understands:
 * marks of blocks vanish, blocks that it makes anew for each reader too, and are noted
 * in *unknown ("block latest-posts"); reusable blocks are put where they are named;
 * shortcodes are expanded; what has no paragraphs gets them (autop.h); a page break
 * becomes a rule. `*more` becomes the bytes of `out` in front of the "more" mark, 0
 * where there is none. The result has to be sanitised. ERR_NOMEM. Linear time. */
enum err wordpress_to_html(struct arena *a, const char *content,
    const struct wordpress_media *media, struct wordpress_unknown *unknown,
    struct buf *out, size_t *more) MUST_USE;

#endif
