/* Inside site/ and web/ only: an article before it is published. */
#ifndef SITE_PAGES_PAGE_PREVIEW_H
#define SITE_PAGES_PAGE_PREVIEW_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "site/core/site.h"

/* Adds the page of the article `id` as it would be published, without comments, form
 * and neighbours, and with a note that its link works until `until`. If the article is
 * public already, adds nothing and stores its path in *moved, in the arena; otherwise
 * NULL. ERR_NOT_FOUND; ERR_TEMPLATE (discard what was added), ERR_NOMEM, errors of the
 * database. */
enum err page_preview_render(struct site *site, struct arena *a, int64_t id,
    int64_t until, const char **moved, struct buf *out) MUST_USE;

#endif
