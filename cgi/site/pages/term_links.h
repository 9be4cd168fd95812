/* Inside site/pages only: links to the lists of categories, tags and authors. */
#ifndef SITE_PAGES_TERM_LINKS_H
#define SITE_PAGES_TERM_LINKS_H

#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/term.h"
#include "view/view_layout.h"

/* Links to the lists of `n` terms, "/PREFIX/SLUG/", in the arena. ERR_NOMEM. */
enum err term_links_make(struct arena *a, const char *prefix, const struct term *terms,
    size_t n, struct view_links *out) MUST_USE;

#endif
