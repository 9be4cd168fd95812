/* Inside site/pages only: the updates of a live post on its own page. */
#ifndef SITE_PAGES_ARTICLE_LIVE_H
#define SITE_PAGES_ARTICLE_LIVE_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/live.h"
#include "site/core/site.h"
#include "view/view_article.h"

/* The path of the updates, after that of their post: there is no such page, but it has
 * feeds. */
#define ARTICLE_LIVE_PATH "live/"

/* Fills v->live with the updates, if the post has any, and adds their feeds to
 * v->layout. Unless the page is for one reader only, the layout also gets the time
 * after which it is loaded again. Needs v->layout and v->article. In the arena.
 * ERR_NOMEM, errors of the database. */
enum err article_live_fill(struct site *site, struct arena *a, const struct article *r,
    struct view_article_page *v) MUST_USE;

/* The ID of an update's element, in the arena; NULL when out of memory. */
const char *article_live_id(struct arena *a, int64_t number);

/* *out becomes the beginning of the text of an update, in the arena; "" if it has no
 * text. ERR_NOMEM. */
enum err article_live_text(struct arena *a, const struct live_update *u,
    size_t characters, const char **out) MUST_USE;

#endif
