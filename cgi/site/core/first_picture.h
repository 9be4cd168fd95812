/* The picture that represents an article in feeds and previews. */
#ifndef SITE_CORE_FIRST_PICTURE_H
#define SITE_CORE_FIRST_PICTURE_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* The absolute URL of the first picture in `html`, the sanitiser's output for the page
 * at `path` (encoded). In the arena; *out becomes NULL if there is none. ERR_NOMEM. */
enum err first_picture_find(const struct site *site, struct arena *a, const char *html,
    const char *path, const char **out) MUST_USE;

#endif
