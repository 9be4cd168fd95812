/* Where a public article stands: its address and its listings. Inside txn_write. */
#ifndef SITE_PUBLISH_PLACEMENT_H
#define SITE_PUBLISH_PLACEMENT_H

#include "base/arena.h"
#include "base/err.h"
#include "db/model/article.h"
#include "site/core/site.h"

/* Gives the article `r`, as it is in the database, the state `status` and the slug
 * `slug`: sets or withdraws its address, puts it into its listings or takes it out,
 * and touches every key that shows it. ERR_INVALID where a page stands too deep below
 * others or below itself, ERR_NOT_FOUND where its parent is not there, ERR_EXISTS where
 * every number at its slug is taken; and the database's errors. */
enum err placement_set(struct site *site, struct arena *a, const struct article *r,
    enum article_status status, const char *slug) MUST_USE;

/* Notes that the articles before and after a position name what stands there, 0 for
 * none: its title is another one. Inside txn_write. */
enum err placement_invalidate_neighbours(struct db *s, int64_t position) MUST_USE;

#endif
