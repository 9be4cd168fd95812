/* Links to articles. */
#ifndef SITE_CORE_ARTICLE_LINK_H
#define SITE_CORE_ARTICLE_LINK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "site/core/site.h"
#include "view/view_layout.h"

/* The title of an article, or the day of its publication if it has none. Lives in the
 * arena or belongs to `r`. NULL when out of memory. */
const char *article_link_text(
    const struct site *site, struct arena *a, const struct article *r) MUST_USE;

/* Fills in text and address of a link to an article, in the arena. ERR_NOT_FOUND if the
 * article is not public; ERR_NOMEM, errors of the database. */
enum err article_link(
    struct site *site, struct arena *a, int64_t id, struct view_link *out) MUST_USE;

#endif
