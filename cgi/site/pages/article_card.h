/* Inside site/pages only: an article as lists and search results show it, which is also
 * the head of its own page. */
#ifndef SITE_PAGES_ARTICLE_CARD_H
#define SITE_PAGES_ARTICLE_CARD_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "site/core/site.h"
#include "view/view_card.h"

/* Fills *out from an article and its terms, in the arena; strings of `r` are used as
 * they are. ERR_NOMEM, errors of the database. */
enum err article_card_fill(struct site *site, struct arena *a, const struct article *r,
    struct view_card *out) MUST_USE;

#endif
