/* Inside site/: the words of articles in the index of search. */
#ifndef SITE_PUBLISH_SEARCH_UPDATE_H
#define SITE_PUBLISH_SEARCH_UPDATE_H

#include "base/err.h"
#include "db/db.h"
#include "site/publish/work_queue.h"

/* The articles whose words are to be put in (db/search/search_index.h), and what they
 * are found by as related ones. Once at the end of a write: each SAVEPOINT in between
 * would cost a piece of the index of its own. */
extern const struct work_queue search_index_backlog;

/* Notes all articles whose words are missing; all there are where another version of
 * the program or of its libraries has split them. */
enum err search_index_upgrade(struct db *s) MUST_USE;

#endif
