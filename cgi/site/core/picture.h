/* Inside site/: the picture that stands for an article elsewhere. */
#ifndef SITE_CORE_PICTURE_H
#define SITE_CORE_PICTURE_H

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"

/* The absolute address of the first picture in `html`, which the sanitiser has written
 * for the page at `path` (encoded), in the arena; NULL where it has none. ERR_NOMEM. */
enum err picture_find(const struct site *site, struct arena *a, const char *html,
    const char *path, const char **out) MUST_USE;

#endif
