/* Inside site/pages only: corrections as pages show them. */
#ifndef SITE_PAGES_CORRECTION_VIEW_H
#define SITE_PAGES_CORRECTION_VIEW_H

#include <jansson.h>

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "db/model/correction.h"
#include "site/core/site.h"
#include "view/view_article.h"

/* Where the list of all corrections is. */
#define CORRECTIONS_PATH "/corrections/"

/* Fills in one correction of an article, without a link to it. `lang` is that of the
 * text around it. ERR_NOMEM. */
enum err correction_view_fill(const struct site *site, struct arena *a,
    const struct correction *c, const struct article *r, const char *lang,
    struct view_correction *out) MUST_USE;

/* Fills in all corrections of an article, and when it was modified, for its page, whose
 * card is filled in. ERR_NOMEM, errors of the database. */
enum err correction_view_of_article(struct site *site, struct arena *a,
    const struct article *r, struct view_article_page *v) MUST_USE;

/* What schema.org calls the "correction" of the page at `url`, as a list of
 * CorrectionComment; the caller owns the reference. NULL for none, and when out of
 * memory. */
json_t *correction_view_json(const struct view_corrections *c, const char *url);

#endif
