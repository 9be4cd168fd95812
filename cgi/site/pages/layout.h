/* Inside site/: fills the structures of view/view_models.h from rows and renders them.
 */
#ifndef SITE_PAGES_LAYOUT_H
#define SITE_PAGES_LAYOUT_H

#include "site/pages/page.h"

/* What stands around the page at `path` (NULL: at none): menu, categories, assets. */
enum err layout_fill(struct site *site, struct arena *a, const char *path,
    struct view_layout *out) MUST_USE;

/* Forgets what is kept of it between pages. */
void layout_forget(struct site *site);

/* Terms as links below "/PREFIX/". ERR_NOMEM. */
enum err layout_link_terms(struct arena *a, const char *prefix,
    const struct term *terms, size_t n, struct view_links *out) MUST_USE;

/* An article as lists and its own page show it. */
enum err layout_fill_article(struct site *site, struct arena *a,
    const struct article *r, struct view_article *out) MUST_USE;

/* Adds the HTML of an article's page, with `form` as a reader filled it or (NULL) an
 * empty one; or of a list's page. ERR_TEMPLATE, ERR_NOMEM, the database's errors. */
enum err layout_render_article(struct site *site, struct arena *a, const struct page *p,
    const struct view_form *form, struct buf *out) MUST_USE;
enum err layout_render_list(
    struct site *site, struct arena *a, const struct page *p, struct buf *out) MUST_USE;

#endif
