/* Inside site/ only: keeps the search index up to date. */
#ifndef SITE_PUBLISH_SEARCH_UPDATE_H
#define SITE_PUBLISH_SEARCH_UPDATE_H

#include "base/err.h"
#include "db/db.h"
#include "site/publish/work_queue.h"

/* The articles that must be indexed again (db/search/search_index.h), and whose keys
 * for related articles must be updated. Processed once at the end of a write: each
 * SAVEPOINT in between would add a segment to the index. */
extern const struct work_queue search_queue;

/* Notes all articles that are not indexed; all articles if another version of the
 * program or of its libraries has split their text. */
enum err search_update_upgrade(struct db *s) MUST_USE;

#endif
