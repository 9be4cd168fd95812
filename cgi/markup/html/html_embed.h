/* Makes one text a part of a page that shows several. */
#ifndef MARKUP_HTML_HTML_EMBED_H
#define MARKUP_HTML_HTML_EMBED_H

#include "base/arena.h"
#include "base/err.h"

/* *out becomes `html`, output of the sanitiser (markup/html/html_clean.h), in which
 * each ID, and each link to a fragment, begins with `prefix`, so that no two texts of
 * the page have the same ID; headings keep their order, and the highest of them gets
 * the level `top` (2 to 6). In the arena. ERR_NOMEM. */
enum err html_embed(struct arena *a, const char *html, const char *prefix, int top,
    const char **out) MUST_USE;

#endif
