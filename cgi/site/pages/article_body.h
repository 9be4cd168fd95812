/* Inside site/pages only: the body of an article on its own page. */
#ifndef SITE_PAGES_ARTICLE_BODY_H
#define SITE_PAGES_ARTICLE_BODY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "site/core/site.h"
#include "view/view_article.h"

/* Fills v->article.body_html with the body of the article `id`, in which headings can
 * be linked to (markup/html/headings.h) and wide tables scroll, and v->contents with
 * the headings if there are at least three of h2 and h3. In the arena. ERR_NOT_FOUND,
 * ERR_NOMEM, errors of the database. */
enum err article_body_fill(struct site *site, struct arena *a, int64_t id,
    struct view_article_page *v) MUST_USE;

/* Puts into *html, the body of the article `id`, what was made of its code, formulas
 * and diagrams (markup/rich/rich.h). In the arena. ERR_NOMEM, errors of the database.
 */
enum err article_body_enrich(
    struct site *site, struct arena *a, int64_t id, const char **html) MUST_USE;

#endif
