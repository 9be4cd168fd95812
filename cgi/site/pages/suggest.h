/* Inside site/pages only: what a reader may have meant by an address that does not
 * exist. */
#ifndef SITE_PAGES_SUGGEST_H
#define SITE_PAGES_SUGGEST_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"
#include "view/view_layout.h"

/* The words of the last slug in `path` (decoded), as somebody would type them to search
 * for it. *out becomes NULL if there is none. ERR_NOMEM. */
enum err suggest_words(struct arena *a, const char *path, const char **out) MUST_USE;

/* Links to public pages, most similar first, five at most. Below /category/, /tag/ and
 * /author/, compares the slugs of terms. Otherwise, or if no term matches, compares
 * slugs and titles of articles: first with the last slug in `path`, then with up to two
 * before it. Suggests nothing below /assets/ and /media/. Reads a bounded number of
 * rows, whatever the path. ERR_NOMEM, errors of the database. */
enum err suggest_find(struct site *site, struct arena *a, const char *path,
    struct view_links *out) MUST_USE;

#endif
