/* Inside site/publish only: where a public article appears, its permalink and its
 * listings. Call these functions inside txn_write. */
#ifndef SITE_PUBLISH_PLACEMENT_H
#define SITE_PUBLISH_PLACEMENT_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "site/core/site.h"

/* Gives the article `r`, as stored, the status `status` and the slug `slug`: sets or
 * withdraws its permalink, adds it to its listings or removes it, and invalidates every
 * dependency key it affects. Returns ERR_INVALID if a page would be too deeply nested
 * or its own ancestor, ERR_NOT_FOUND if its parent does not exist, ERR_EXISTS if every
 * numbered variant of its slug is taken, or the database's errors. */
enum err placement_set(struct site *site, struct arena *a, const struct article *r,
    enum article_status status, const char *slug) MUST_USE;

/* Invalidates the articles before and after the article at a position (0: none), whose
 * pages name it: its title has changed. */
enum err placement_invalidate_neighbours(struct db *s, int64_t position) MUST_USE;

#endif
