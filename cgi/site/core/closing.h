/* When an article stops accepting comments: by its author's decision, or by its age and
 * the setting close_after_days. Nothing about it is stored with the article, so that a
 * change of the setting closes and opens articles at once. */
#ifndef SITE_CORE_CLOSING_H
#define SITE_CORE_CLOSING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "db/model/article.h"
#include "site/core/site.h"

/* True if readers may comment on the article at `now`. */
bool closing_is_open(const struct site *site, const struct article *r, int64_t now);

/* Invalidates the pages of articles that have become too old for comments since the
 * last call, and all pages if the setting has changed. Adds the number of changes to
 * *done. Returns the errors of txn_write. */
enum err closing_due(struct site *site, int64_t now, int *done) MUST_USE;

#endif
