/* Inside site/: the text of an article on its own page. */
#ifndef SITE_PAGES_ARTICLE_BODY_H
#define SITE_PAGES_ARTICLE_BODY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"
#include "view/view_article.h"

/* Puts the text of the article `id` into v->article.body_html, its headings as places
 * that can be linked to (markup/html/headings.h), and where it has three of h2 and h3
 * or more, these into v->contents. In the arena. ERR_NOMEM and the errors of
 * article_body_read.
 */
enum err article_body_fill(struct site *site, struct arena *a, int64_t id,
    struct view_article_page *v) MUST_USE;

#endif
