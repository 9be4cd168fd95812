/* Inside site/: how an article is named elsewhere. */
#ifndef SITE_CORE_ARTICLE_LINK_H
#define SITE_CORE_ARTICLE_LINK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "site/core/site.h"
#include "view/view_layout.h"

/* Its title, or where it has none the day it was published. NULL when memory is out. */
const char *article_link_text(
    const struct site *site, struct arena *a, const struct article *r) MUST_USE;

/* A link to the article of that id, in the arena. ERR_NOT_FOUND where readers do not
 * see it; ERR_NOMEM and the database's errors. */
enum err article_link(
    struct site *site, struct arena *a, int64_t id, struct view_link *out) MUST_USE;

#endif
